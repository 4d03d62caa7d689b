// What Java asks of one tensor that no operator answers: life, shape, data.
#pragma once

#include "obor/jni.h"

namespace obor::tensor {

// One more reference to the same tensor.
jlong share(JNIEnv* env, jclass, jlong self);
void release(JNIEnv* env, jclass, jlong self);
// Releases the first count handles; each was given to Java once.
void release_all(JNIEnv* env, jclass, jlongArray handles, jint count);

// Zeroed memory for handles; it is never given back.
jobject handle_slab(JNIEnv* env, jclass, jint bytes);
// Releases the handles in some slots of a slab, and clears them; slots with 0 are empty.
void release_slots(JNIEnv* env, jclass, jobject slab, jint first, jint count);
// Leaves that to the calling thread's next allocations: memory.h.
void release_later(JNIEnv* env, jclass, jobject slab, jint first, jint count);
// Releases what the calling thread has left of these.
void release_postponed(JNIEnv* env, jclass);
// See results.h.
jboolean is_light(JNIEnv* env, jclass, jlong self);

jint dim(JNIEnv* env, jclass, jlong self);
jlong numel(JNIEnv* env, jclass, jlong self);
jlongArray sizes(JNIEnv* env, jclass, jlong self);
jlongArray strides(JNIEnv* env, jclass, jlong self);
jlong storage_offset(JNIEnv* env, jclass, jlong self);
jlong storage_bytes(JNIEnv* env, jclass, jlong self);
jlong storage_address(JNIEnv* env, jclass, jlong self);
jint dtype(JNIEnv* env, jclass, jlong self);
jint device(JNIEnv* env, jclass, jlong self);
jint layout(JNIEnv* env, jclass, jlong self);
// Whether tensors of different shapes stand side by side in this one.
jboolean is_nested(JNIEnv* env, jclass, jlong self);
jboolean is_contiguous(JNIEnv* env, jclass, jlong self, jint memory_format);
// Whether both handles are the same tensor, as Python's `is`.
jboolean same(JNIEnv* env, jclass, jlong self, jlong other);

// Copies between a contiguous CPU tensor, from element `at` on, and elements of a Java array of the same width.
void write_bytes(JNIEnv* env, jclass, jlong self, jlong at, jbyteArray from, jint offset, jint count);
void write_booleans(JNIEnv* env, jclass, jlong self, jlong at, jbooleanArray from, jint offset, jint count);
void write_shorts(JNIEnv* env, jclass, jlong self, jlong at, jshortArray from, jint offset, jint count);
void write_ints(JNIEnv* env, jclass, jlong self, jlong at, jintArray from, jint offset, jint count);
void write_longs(JNIEnv* env, jclass, jlong self, jlong at, jlongArray from, jint offset, jint count);
void write_floats(JNIEnv* env, jclass, jlong self, jlong at, jfloatArray from, jint offset, jint count);
void write_doubles(JNIEnv* env, jclass, jlong self, jlong at, jdoubleArray from, jint offset, jint count);
void read_bytes(JNIEnv* env, jclass, jlong self, jlong at, jbyteArray to, jint offset, jint count);
void read_booleans(JNIEnv* env, jclass, jlong self, jlong at, jbooleanArray to, jint offset, jint count);
void read_shorts(JNIEnv* env, jclass, jlong self, jlong at, jshortArray to, jint offset, jint count);
void read_ints(JNIEnv* env, jclass, jlong self, jlong at, jintArray to, jint offset, jint count);
void read_longs(JNIEnv* env, jclass, jlong self, jlong at, jlongArray to, jint offset, jint count);
void read_floats(JNIEnv* env, jclass, jlong self, jlong at, jfloatArray to, jint offset, jint count);
void read_doubles(JNIEnv* env, jclass, jlong self, jlong at, jdoubleArray to, jint offset, jint count);

}  // namespace obor::tensor
