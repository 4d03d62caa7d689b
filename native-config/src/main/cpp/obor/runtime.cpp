#include "obor/runtime.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/DefaultDtype.h>
#include <c10/util/Exception.h>

#include "obor/arguments.h"
#include "obor/blas.h"
#include "obor/engine.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/memory.h"
#include "obor/text.h"
#include "obor/warnings.h"

#ifndef OBOR_BUILD_ID
#error "OBOR_BUILD_ID ties the library to its sources; native-config/build-native.sh defines it"
#endif

namespace obor::runtime {

void initialize(JNIEnv* env, jclass) {
  guarded(env, [&] {
    initialize_errors(env);
    initialize_warnings(env);
    engine::install();
    install_allocator();
    tune_small_objects();
    initialize_blas();
  });
}

// The marker in front lets the id be found in the file without loading it.
jstring build_id(JNIEnv* env, jclass) {
  static const char kMarked[] = "obor-build-id:" OBOR_BUILD_ID;
  return to_java(env, std::string_view(kMarked).substr(sizeof("obor-build-id:") - 1));
}

jstring libtorch_version(JNIEnv* env, jclass) {
  return guarded(env, [&] {
    // The text comes from the loaded LibTorch; the macro of the same name would be that of the headers.
    const std::string settings = at::show_config();
    const std::string key = "TORCH_VERSION=";
    const auto from = settings.find(key);
    if (from == std::string::npos) return to_java(env, "unknown");
    const auto begin = from + key.size();
    return to_java(env, std::string_view(settings).substr(begin, settings.find_first_of(",\n ", begin) - begin));
  });
}

jstring cpu_capability(JNIEnv* env, jclass) {
  return guarded(env, [&] { return to_java(env, at::get_cpu_capability()); });
}

jstring configuration(JNIEnv* env, jclass) {
  return guarded(env, [&] { return to_java(env, at::show_config()); });
}

jstring parallel_info(JNIEnv* env, jclass) {
  return guarded(env, [&] { return to_java(env, at::get_parallel_info()); });
}

jboolean has_cuda() {
  return guarded(attached_environment(), [&] { return static_cast<jboolean>(at::globalContext().hasCUDA()); });
}

jint cuda_device_count() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(at::detail::getCUDAHooks().deviceCount()); });
}

void set_num_threads(JNIEnv* env, jclass, jint count) {
  guarded(env, [&] {
    TORCH_CHECK(count > 0, "set_num_threads expects a positive integer");
    at::set_num_threads(count);
    set_blas_num_threads(count);
  });
}

jint get_num_threads() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(at::get_num_threads()); });
}

jint get_blas_num_threads() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(obor::get_blas_num_threads()); });
}

void set_num_interop_threads(JNIEnv* env, jclass, jint count) {
  guarded(env, [&] {
    TORCH_CHECK(count > 0, "set_num_interop_threads expects a positive integer");
    at::set_num_interop_threads(count);
  });
}

jint get_num_interop_threads() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(at::get_num_interop_threads()); });
}

jint get_default_dtype() {
  return guarded(attached_environment(), [&] { return static_cast<jint>(c10::get_default_dtype_as_scalartype()); });
}

void set_default_dtype(JNIEnv* env, jclass, jint code) {
  guarded(env, [&] {
    const at::ScalarType type = obor::dtype(code);
    TORCH_CHECK_TYPE(at::isFloatingType(type),
                     "only floating-point types are supported as the default type");
    c10::set_default_dtype(c10::scalarTypeToTypeMeta(type));
  });
}

jobject memory_counters(JNIEnv* env, jclass) {
  return env->NewDirectByteBuffer(memory_stripes(), sizeof(MemoryStripe) * kMemoryStripes);
}

}  // namespace obor::runtime
