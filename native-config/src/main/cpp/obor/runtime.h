// The library as a whole: start, versions, threads, memory counters.
#pragma once

#include "obor/jni.h"

namespace obor::runtime {

// Prepares errors, memory counting and the BLAS; called once, before any other function.
void initialize(JNIEnv* env, jclass);

jstring build_id(JNIEnv* env, jclass);
jstring libtorch_version(JNIEnv* env, jclass);
jstring cpu_capability(JNIEnv* env, jclass);
jstring configuration(JNIEnv* env, jclass);
jstring parallel_info(JNIEnv* env, jclass);
jboolean has_cuda();
jint cuda_device_count();

// The thread count of ATen and of the BLAS library below it.
void set_num_threads(JNIEnv* env, jclass, jint count);
jint get_num_threads();
jint get_blas_num_threads();
void set_num_interop_threads(JNIEnv* env, jclass, jint count);
jint get_num_interop_threads();

// The dtype that factories use for real numbers when none is given.
jint get_default_dtype();
void set_default_dtype(JNIEnv* env, jclass, jint code);

// A direct buffer over the counters of memory.h, which Java reads without a call.
jobject memory_counters(JNIEnv* env, jclass);

}  // namespace obor::runtime
