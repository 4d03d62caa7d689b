// Settings of the whole process that no operator takes as an argument.
#pragma once

#include "obor/jni.h"

namespace obor::settings {

// Deterministic algorithms: 0 for off, 1 to warn where there is none, 2 to throw.
jint get_deterministic();
void set_deterministic(JNIEnv* env, jclass, jint mode);

// Whether new memory that nobody has written to is filled while algorithms are deterministic.
jboolean get_fill_uninitialized_memory();
void set_fill_uninitialized_memory(JNIEnv* env, jclass, jboolean fill);

// The precision of float32 matrix products: 0 for highest, 1 for high, 2 for medium.
jint get_float32_matmul_precision();
void set_float32_matmul_precision(JNIEnv* env, jclass, jstring precision);

// False where the processor cannot flush denormal numbers to zero.
jboolean set_flush_denormal(JNIEnv* env, jclass, jboolean flush);

// Whether warnings that are given once are given every time.
jboolean get_warn_always();
void set_warn_always(JNIEnv* env, jclass, jboolean always);

jboolean compiled_with_cxx11_abi();

}  // namespace obor::settings
