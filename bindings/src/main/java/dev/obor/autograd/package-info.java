/**
 * Gradients: Python's {@code torch.autograd}, and of {@code torch.func} and {@code
 * torch.utils.checkpoint} what goes with it.
 *
 * <ul>
 *   <li>{@link dev.obor.autograd.Autograd} runs backward passes, checks gradients and finds faults.
 *   <li>{@link dev.obor.autograd.Function} is a function with a gradient of your own.
 *   <li>{@link dev.obor.autograd.Graph} and {@link dev.obor.autograd.Node} look into graphs, hook
 *       into them, and say how they save tensors.
 *   <li>{@link dev.obor.autograd.Functional}, {@link dev.obor.autograd.Func} and {@link
 *       dev.obor.autograd.ForwardAd} differentiate functions.
 *   <li>{@link dev.obor.autograd.Checkpoint} trades time for memory.
 * </ul>
 *
 * <p><b>Memory.</b> A graph holds the hooks, functions and packed objects that were put into it,
 * and lets go of them when it dies: with the last tensor that was computed by it. The garbage
 * collector cannot see into a graph. Java objects in a graph that hold a tensor of the same graph
 * therefore keep it alive, and are kept by it, until the tensor is closed, by hand or by its scope,
 * or the hook is removed. Where the package can tell, it refuses to build such a cycle.
 *
 * <p><b>Exceptions.</b> What a hook or a function throws, in whatever thread the engine works,
 * comes out of the backward pass as the same exception.
 */
@NullMarked
package dev.obor.autograd;

import org.jspecify.annotations.NullMarked;
