// The gradient engine: running it, and the modes that steer it.
#pragma once

#include "obor/jni.h"

namespace obor::engine {

// Puts Obor's engine, which knows Java's hooks for saved tensors, in the place of LibTorch's.
void install();

// Python's _engine_run_backward behind torch.autograd.backward (accumulate) and torch.autograd.grad.
// Where a handle in outputs or inputs is 0, the pair of node and index in the array of edges says what is meant.
jlongArray run(JNIEnv* env, jclass, jlongArray outputs, jlongArray output_edges, jlongArray gradients,
               jboolean retain_graph, jboolean create_graph, jlongArray inputs, jlongArray input_edges,
               jboolean allow_unused, jboolean accumulate);

// The number of the running backward pass, or -1; and whether it will reach a node.
jint graph_task();
jboolean will_execute(JNIEnv* env, jclass, jlong node);

jboolean is_anomaly_enabled();
jboolean is_anomaly_checking_nan();
void set_anomaly_enabled(jboolean enabled, jboolean check_nan);

jboolean is_multithreading_enabled();
void set_multithreading_enabled(jboolean enabled);

jlong enter_dual_level();
void exit_dual_level(JNIEnv* env, jclass, jlong level);

void increment_version(JNIEnv* env, jclass, jlongArray tensors);
void set_warn_on_stream_mismatch(JNIEnv* env, jclass, jboolean enabled);

// Fails when a backward pass comes to the tensors: the end of functions that are differentiable once.
jlongArray delayed_error(JNIEnv* env, jclass, jlongArray tensors, jstring message);
// Gives no gradient to the tensor when a backward pass comes to the result.
jlong undefined_grad(JNIEnv* env, jclass, jlong tensor);

}  // namespace obor::engine
