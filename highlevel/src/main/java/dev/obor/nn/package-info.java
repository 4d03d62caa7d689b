/**
 * Modules, layers, losses and their functions: Python's {@code torch.nn}.
 *
 * <p>A model is a class that extends {@link dev.obor.nn.Module} and has its layers in fields:
 *
 * <pre>{@code
 * import dev.obor.nn.Module;
 *
 * class Network extends Module {
 *   Linear hidden = new Linear(784, 256);
 *   Linear output = new Linear(256, 10);
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return output.call(F.relu(hidden.call(x)));
 *   }
 * }
 * }</pre>
 *
 * <p>Import {@code dev.obor.nn.Module} by its name: {@code import dev.obor.nn.*} leaves {@code
 * Module} ambiguous, because Java itself has a {@code java.lang.Module}.
 *
 * <p>What Python keeps in an attribute of a module, such as {@code linear.weight} or {@code
 * linear.in_features}, is a public field here: {@code linear.weight}, {@code linear.inFeatures}.
 */
@NullMarked
package dev.obor.nn;

import org.jspecify.annotations.NullMarked;
