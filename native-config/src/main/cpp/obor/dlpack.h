// Tensors that other libraries of the process share, by the C structures of DLPack.
#pragma once

#include "obor/jni.h"

namespace obor::dlpack {

// A new DLManagedTensor over a tensor's memory, which it keeps until its deleter is called.
jlong give_managed(JNIEnv* env, jclass, jlong self);
// A tensor over the memory of a DLManagedTensor, or of a DLManagedTensorVersioned, whose deleter it calls at its end.
// Where this throws, the structure is still the caller's.
jlong take_managed(JNIEnv* env, jclass, jlong address, jboolean versioned);
// Calls the deleter.
void release_managed(JNIEnv* env, jclass, jlong address, jboolean versioned);

}  // namespace obor::dlpack
