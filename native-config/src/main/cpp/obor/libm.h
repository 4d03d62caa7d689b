// The C library's mathematical functions, which Python's math module calls. Java's own differ in the last bit.
#pragma once

#include "obor/jni.h"

namespace obor::libm {

jdouble cosine(jdouble x);
jdouble power(jdouble base, jdouble exponent);
jdouble natural_logarithm(jdouble x);

}  // namespace obor::libm
