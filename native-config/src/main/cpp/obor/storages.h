// The memory under tensors, whole and in parts, as files of tensors need it.
#pragma once

#include "obor/jni.h"

namespace obor::storages {

// A number that two tensors have in common while both live if they stand on one storage; 0 without a storage.
jlong identity(JNIEnv* env, jclass, jlong self);
// Every byte of the storage below self, wherever self begins and ends: a tensor of uint8 on the same storage.
jlong bytes(JNIEnv* env, jclass, jlong self);
// Some bytes of a tensor of uint8 as a storage of their own; the memory is shared and lives as long as either does.
jlong slice(JNIEnv* env, jclass, jlong self, jlong from, jlong count);

}  // namespace obor::storages
