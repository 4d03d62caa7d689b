// What LibTorch's operators and backward functions report of themselves while they run.
#pragma once

#include "obor/jni.h"

namespace obor::profiler {

// Begins to note the functions that this thread runs, one record in a thread at a time.
jlong begin(JNIEnv* env, jclass, jboolean shapes);

// Ends the record, in its thread, and puts into the array: the functions' names (String[]), for each six numbers: when
// it began and ended in nanoseconds, the place of the function that called it or -1, its scope, its sequence number,
// its thread; and the shapes of its inputs: how many there are, and for each its dimensions and their sizes.
void end(JNIEnv* env, jclass, jlong recorded, jobjectArray into);

// A function of the program's own, from enter to leave in one thread.
jlong enter(JNIEnv* env, jclass, jstring name);
void leave(JNIEnv* env, jclass, jlong function);

}  // namespace obor::profiler
