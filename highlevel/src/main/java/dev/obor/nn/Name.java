package dev.obor.nn;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a field of a {@link Module} another key than its own name, in the state dict and wherever
 * else names show.
 *
 * <pre>{@code
 * class Network extends Module {
 *   @Name("hidden_layers")
 *   Sequential hiddenLayers = new Sequential(new Linear(784, 512), new Linear(512, 256));
 * }
 *
 * new Network().stateDict().keySet();  // [hidden_layers.0.weight, hidden_layers.0.bias, ...]
 * }</pre>
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
  /** The key: not empty and without a dot. */
  String value();
}
