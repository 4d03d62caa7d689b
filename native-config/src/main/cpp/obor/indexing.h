// Python's brackets: reading and writing parts of a tensor.
#pragma once

#include "obor/jni.h"

namespace obor::indexing {

// Several indices are words, one after the other. The first of each says what it is; others follow it:
// 0 None; 1 the ellipsis; 2 a whole number: its value; 3 a truth value: 0 or 1; 4 a slice: start, stop and step;
// 5 a tensor: its handle.

// x[index]
jlong select(JNIEnv* env, jclass, jlong self, jlong index);
// x[row, column]
jlong select_two(JNIEnv* env, jclass, jlong self, jlong row, jlong column);
// x[start:stop:step]
jlong slice(JNIEnv* env, jclass, jlong self, jlong start, jlong stop, jlong step);
// x[indices]
jlong get(JNIEnv* env, jclass, jlong self, jlongArray indices);
// x[indices] = value
void set(JNIEnv* env, jclass, jlong self, jlongArray indices, jlong value);
// The same with a number, which takes the tensor's dtype.
void set_number(JNIEnv* env, jclass, jlong self, jlongArray indices, jint kind, jlong first, jlong second);

}  // namespace obor::indexing
