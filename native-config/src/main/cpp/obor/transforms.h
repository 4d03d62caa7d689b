// The layers of LibTorch's function transforms. A layer is on top of a stack of the thread from begin_… to end, and has
// a level: its height. Tensors of a layer stand for tensors of the layers below.
#pragma once

#include "obor/jni.h"

namespace obor::transforms {

// Begin a layer, and return its level. A layer of vmap takes tensors with one dimension less than they have.
jlong begin_vmap(JNIEnv* env, jclass, jlong batch_size, jint randomness);
jlong begin_grad();
jlong begin_jvp();
// Ends the layer on top.
void end();
// How many layers the thread has.
jint depth();
// Whether calls pass by the layers from now on; returns whether they did so before.
jboolean suspend(jboolean suspended);

// A tensor of the layer of vmap that hides a dimension of self.
jlong add_batch_dim(JNIEnv* env, jclass, jlong self, jlong dim, jlong level);
// What is below it, with the hidden dimension at its place; a tensor that does not hide one is repeated.
jlong remove_batch_dim(JNIEnv* env, jclass, jlong self, jlong level, jlong batch_size, jlong out_dim);

// A tensor of the layer of grad that stands for self, and the way back.
jlong wrap(JNIEnv* env, jclass, jlong self, jlong level);
jlong unwrap(JNIEnv* env, jclass, jlong self, jlong level);

// What a tensor of a layer is: its level, or -1 where the layer has ended; the hidden dimension, or -1 for one of grad;
// and the tensor below. Null for other tensors.
jlongArray layer(JNIEnv* env, jclass, jlong self);

}  // namespace obor::transforms
