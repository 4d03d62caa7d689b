#include "obor/libm.h"

#include <cmath>

namespace obor::libm {

jdouble cosine(jdouble x) { return std::cos(x); }

jdouble power(jdouble base, jdouble exponent) { return std::pow(base, exponent); }

jdouble natural_logarithm(jdouble x) { return std::log(x); }

}  // namespace obor::libm
