// Memory that a tensor and a direct buffer of Java share.
#pragma once

#include "obor/jni.h"

namespace obor::buffers {

// A tensor over the memory of a direct buffer, which it keeps reachable. The caller has checked that the elements lie
// inside of the buffer and that it can be written.
jlong from_buffer(JNIEnv* env, jclass, jobject buffer, jlong byte_offset, jlong byte_count, jint dtype,
                  jlongArray sizes);
// A tensor that does nothing but keep the memory of self in its place: it cannot be resized from now on.
jlong hold(JNIEnv* env, jclass, jlong self);
// A buffer over the memory of a contiguous tensor on the CPU; it does not keep the memory.
jobject as_buffer(JNIEnv* env, jclass, jlong self);

}  // namespace obor::buffers
