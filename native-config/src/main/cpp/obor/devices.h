// The kinds of devices, and the one kind of accelerator that a LibTorch serves.
#pragma once

#include "obor/jni.h"

namespace obor::devices {

// Whether this LibTorch has code for the type of a device, and how many devices of it there are now.
jboolean is_built(JNIEnv* env, jclass, jint device);
jint count(JNIEnv* env, jclass, jint device);

// The code of the accelerator's type without an index, or -1 when this LibTorch has none.
jint accelerator();
jint current_index();
void set_current_index(JNIEnv* env, jclass, jint index);
// Waits until the device has done what it was given.
void synchronize(JNIEnv* env, jclass, jint index);
// Gives back the memory that the accelerator's allocator holds for later.
void empty_cache();

}  // namespace obor::devices
