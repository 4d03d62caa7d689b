#include "obor/settings.h"

#include <ATen/Context.h>
#include <c10/util/Exception.h>

#include <string>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"

namespace obor::settings {

jint get_deterministic() {
  return guarded(attached_environment(), [&] {
    const at::Context& context = at::globalContext();
    if (!context.deterministicAlgorithms()) return 0;
    return context.deterministicAlgorithmsWarnOnly() ? 1 : 2;
  });
}

void set_deterministic(JNIEnv* env, jclass, jint mode) {
  guarded(env, [&] { at::globalContext().setDeterministicAlgorithms(mode > 0, mode == 1); });
}

jboolean get_fill_uninitialized_memory() {
  return guarded(attached_environment(), [&] {
    return static_cast<jboolean>(at::globalContext().deterministicFillUninitializedMemory());
  });
}

void set_fill_uninitialized_memory(JNIEnv* env, jclass, jboolean fill) {
  guarded(env, [&] { at::globalContext().setDeterministicFillUninitializedMemory(fill != JNI_FALSE); });
}

jint get_float32_matmul_precision() {
  return guarded(attached_environment(),
                 [&] { return static_cast<jint>(at::globalContext().float32MatmulPrecision()); });
}

void set_float32_matmul_precision(JNIEnv* env, jclass, jstring precision) {
  guarded(env, [&] { at::globalContext().setFloat32MatmulPrecision(std::string(Text(env, precision).plain())); });
}

jboolean set_flush_denormal(JNIEnv* env, jclass, jboolean flush) {
  return guarded(env, [&] { return static_cast<jboolean>(at::Context::setFlushDenormal(flush != JNI_FALSE)); });
}

jboolean get_warn_always() {
  return static_cast<jboolean>(c10::WarningUtils::get_warnAlways());
}

void set_warn_always(JNIEnv*, jclass, jboolean always) { c10::WarningUtils::set_warnAlways(always != JNI_FALSE); }

jboolean compiled_with_cxx11_abi() {
#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
  return JNI_FALSE;
#else
  return JNI_TRUE;
#endif
}

}  // namespace obor::settings
