#include <ATen/Functions.h>
#include <c10/util/Exception.h>

#include <cmath>
#include <limits>

#include "obor/checks.h"

namespace obor::checks {
namespace {

constexpr double kMostSteps = 2147483648.0;

bool readable(const Tensor& tensor) {
  return tensor.layout() == at::kStrided && tensor.device().is_cpu() && !tensor.is_nested() &&
         !tensor.is_quantized() && tensor.numel() > 0;
}

bool is_wide(const Tensor& tensor) {
  return tensor.scalar_type() == at::kInt || tensor.scalar_type() == at::kLong;
}

int64_t smallest(at::ScalarType type) {
  return type == at::kInt ? std::numeric_limits<int32_t>::min() : std::numeric_limits<int64_t>::min();
}

bool has_smallest(const Tensor& tensor) {
  return readable(tensor) && is_wide(tensor) && at::min(tensor).item().toLong() == smallest(tensor.scalar_type());
}

}  // namespace

void step(const Scalar& step, std::optional<at::ScalarType> dtype) {
  if (!dtype || !at::isIntegralType(*dtype, true) || !step.isFloatingPoint()) return;
  const double number = step.toDouble();
  TORCH_CHECK(number == 0 || std::isnan(number) || std::fabs(number) >= 1, "step must be nonzero, but ", number,
              " becomes 0 in ", *dtype);
}

void step_out(const Scalar& number, const Tensor& out) { step(number, out.scalar_type()); }

void has_absolute_value(const Tensor& self, const Tensor& other) {
  TORCH_CHECK_VALUE(!has_smallest(self) && !has_smallest(other),
                    "the smallest whole number of a dtype has no absolute value in it");
}

void truncates(const Tensor& self, const Tensor& other, std::optional<std::string_view> rounding_mode) {
  if (rounding_mode != "trunc" || !has_smallest(self) || !readable(other)) return;
  TORCH_CHECK_VALUE(!at::isIntegralType(other.scalar_type(), false) || !at::eq(other, -1).any().item().toBool(),
                    "the smallest whole number of a dtype divided by -1 has no value in it");
}

void truncates(const Tensor& self, const Scalar& other, std::optional<std::string_view> rounding_mode) {
  if (rounding_mode != "trunc" || !other.isIntegral(false) || other.toLong() != -1) return;
  TORCH_CHECK_VALUE(!has_smallest(self), "the smallest whole number of a dtype divided by -1 has no value in it");
}

void negatable(Whole n) {
  TORCH_CHECK_VALUE(n != std::numeric_limits<int64_t>::min(), "the exponent ", n.value, " cannot be negated");
}

void random_bounds(Whole from, std::optional<int64_t> to) {
  TORCH_CHECK(from != std::numeric_limits<int64_t>::max() && to != std::numeric_limits<int64_t>::min() + 1,
              "random_ cannot take numbers from so narrow a range at the end of whole numbers: from=", from.value);
}

void degree(const Tensor& n) {
  if (!readable(n) || n.is_complex()) return;
  const double most = at::amax(n.nan_to_num()).item().toDouble();
  TORCH_CHECK_VALUE(most < kMostSteps, "a polynomial of degree ", most, " takes as many steps to compute");
}

void degree(const Scalar& n) {
  TORCH_CHECK_VALUE(n.isComplex() || !(n.toDouble() >= kMostSteps), "a polynomial of degree ", n,
                    " takes as many steps to compute");
}

void binomial(const Tensor& count, const Tensor& prob) {
  for (const Tensor& tensor : {count, prob}) {
    if (!readable(tensor) || !tensor.is_floating_point()) continue;
    TORCH_CHECK_VALUE(at::isfinite(tensor).all().item().toBool(), "binomial expects finite counts and probabilities");
  }
  if (!readable(prob) || !prob.is_floating_point()) return;
  const Tensor tiny = at::logical_and(at::gt(prob, 0), at::lt(prob, 1e-15));
  TORCH_CHECK_VALUE(!tiny.any().item().toBool(), "binomial expects probabilities of 0 or of at least 1e-15");
}

void whole_beta(const Tensor& self, double beta) {
  TORCH_CHECK(!at::isIntegralType(self.scalar_type(), true) || !(beta < 1), "beta=", beta, " becomes 0 in ",
              self.scalar_type());
}

void bins(const Tensor& input, int64_t numel, int64_t n_bins, double ratio, int64_t bit_width) {
  dense_float(input);
  TORCH_CHECK_VALUE(numel >= 0 && numel <= input.numel(), "numel=", numel, " is more than the ", input.numel(),
                    " elements of the input");
  TORCH_CHECK_VALUE(n_bins > 0 && n_bins <= 1 << 20, "expected between 1 and ", 1 << 20, " bins, got ", n_bins);
  TORCH_CHECK_VALUE(ratio >= 0 && ratio <= 1, "expected a ratio between 0 and 1, got ", ratio);
  TORCH_CHECK_VALUE(bit_width > 0 && bit_width <= 16, "expected between 1 and 16 bits, got ", bit_width);
}

void groups(Whole groups) {
  TORCH_CHECK(groups > 0, "Number of groups to divide channels in must be positive. Value of groups:", groups.value);
}

}  // namespace obor::checks
