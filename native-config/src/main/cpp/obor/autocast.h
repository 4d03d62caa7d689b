// The autocast mode of a thread: the dtype that matrix products and their like take their arguments to.
#pragma once

#include "obor/jni.h"

namespace obor::autocast {

// A device is given by its code, of which only the type counts.
jboolean is_available(JNIEnv* env, jclass, jint device);
jboolean is_enabled(JNIEnv* env, jclass, jint device);
jint get_dtype(JNIEnv* env, jclass, jint device);
jboolean is_cache_enabled();
void clear_cache();

// Sets the mode and goes one level deeper; returns what leave needs to go back to the mode before.
jlong enter(JNIEnv* env, jclass, jint device, jboolean enabled, jint dtype, jboolean cache);
// Goes back; the cache of converted parameters is dropped when this was the outermost level.
void leave(JNIEnv* env, jclass, jint device, jlong before);

}  // namespace obor::autocast
