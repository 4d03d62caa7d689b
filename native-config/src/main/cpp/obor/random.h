// Generators of random numbers. A handle is a GeneratorImpl* on which Java holds one reference.
#pragma once

#include "obor/jni.h"

namespace obor::random {

// Seeds every default generator.
void manual_seed(JNIEnv* env, jclass, jlong seed);
jlong default_generator(JNIEnv* env, jclass, jint device);
jlong create(JNIEnv* env, jclass, jint device);
void release(JNIEnv* env, jclass, jlong self);
void set_seed(JNIEnv* env, jclass, jlong self, jlong seed);
jlong initial_seed(JNIEnv* env, jclass, jlong self);
// Seeds from the operating system and returns the seed.
jlong seed(JNIEnv* env, jclass, jlong self);
jlong get_state(JNIEnv* env, jclass, jlong self);
void set_state(JNIEnv* env, jclass, jlong self, jlong state);
// A generator of its own with the same state.
jlong clone_state(JNIEnv* env, jclass, jlong self);
// The position in the sequence, for the generators that count it.
jlong get_offset(JNIEnv* env, jclass, jlong self);
void set_offset(JNIEnv* env, jclass, jlong self, jlong offset);
jint device(JNIEnv* env, jclass, jlong self);

}  // namespace obor::random
