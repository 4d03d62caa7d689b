#include "obor/tensor_lists.h"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/variable.h>

#include "obor/arguments.h"
#include "obor/errors.h"
#include "obor/guard.h"
#include "obor/results.h"

namespace obor::tensor_lists {

namespace {

enum Fact : jlong { kSparse = 1, kComplex = 2, kNotCpu = 4, kNotFloat = 8, kNotDouble = 16 };

// Whether nothing but the number in memory changes when a counter advances.
bool is_plain(const at::Tensor& counter) {
  return counter.defined() && counter.is_cpu() && counter.layout() == at::kStrided && counter.numel() == 1 &&
         (counter.scalar_type() == at::kFloat || counter.scalar_type() == at::kDouble) && !counter.is_neg() &&
         !counter.is_inference() && !counter.requires_grad() && counter.has_storage();
}

template <class Element>
double add(const at::Tensor& counter, double by) {
  auto* value = counter.mutable_data_ptr<Element>();
  *value = static_cast<Element>(*value + static_cast<Element>(by));
  return static_cast<double>(*value);
}

}  // namespace

jlongArray gradients(JNIEnv* env, jclass, jlongArray tensors) {
  return guarded(env, [&] {
    const Tensors given(env, tensors);
    std::vector<at::Tensor> found;
    jlong facts = 0;
    for (const at::Tensor& tensor : given.plain()) {
      const auto* meta = tensor.defined() ? torch::autograd::impl::get_autograd_meta(tensor) : nullptr;
      found.push_back(meta == nullptr ? at::Tensor() : meta->grad_);
      const at::Tensor& gradient = found.back();
      if (!gradient.defined()) continue;
      const at::ScalarType type = tensor.scalar_type();
      if (gradient.layout() != at::kStrided) facts |= kSparse;
      if (at::isComplexType(type)) facts |= kComplex;
      if (!tensor.is_cpu()) facts |= kNotCpu;
      if (type != at::kFloat || gradient.scalar_type() != at::kFloat) facts |= kNotFloat;
      if (type != at::kDouble || gradient.scalar_type() != at::kDouble) facts |= kNotDouble;
    }
    std::vector<jlong> out;
    out.reserve(found.size() + 1);
    for (at::Tensor& gradient : found) out.push_back(give(std::move(gradient)));
    out.push_back(facts);
    return to_java(env, out);
  });
}

jdoubleArray advance(JNIEnv* env, jclass, jlongArray counters, jdouble by) {
  return guarded(env, [&]() -> jdoubleArray {
    const Tensors given(env, counters);
    for (const at::Tensor& counter : given.plain()) {
      if (!is_plain(counter)) return nullptr;
    }
    std::vector<jdouble> values;
    values.reserve(given.plain().size());
    for (const at::Tensor& counter : given.plain()) {
      values.push_back(counter.scalar_type() == at::kFloat ? add<float>(counter, by) : add<double>(counter, by));
      counter.unsafeGetTensorImpl()->bump_version();
    }
    const auto count = static_cast<jsize>(values.size());
    jdoubleArray array = env->NewDoubleArray(count);
    if (array == nullptr) throw PendingJavaException();
    env->SetDoubleArrayRegion(array, 0, count, values.data());
    return array;
  });
}

}  // namespace obor::tensor_lists
