// What an optimizer asks of all its parameters, in one call for each question.
#pragma once

#include "obor/jni.h"

namespace obor::tensor_lists {

// The gradients of tensors, 0 where there is none, and behind them one word of facts about those that have one:
// see TensorLists.java for its bits.
jlongArray gradients(JNIEnv* env, jclass, jlongArray tensors);

// Adds a number to tensors of one element on the CPU, float32 or float64, and returns what they then hold; where one of
// them is something else, changes none and returns null.
jdoubleArray advance(JNIEnv* env, jclass, jlongArray counters, jdouble by);

}  // namespace obor::tensor_lists
