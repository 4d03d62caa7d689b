/**
 * Probability distributions, with samples, densities and divergences: Python's {@code
 * torch.distributions}.
 *
 * <pre>{@code
 * Tensor logits = policy.call(state);
 * Categorical actions = new Categorical(o -> o.logits(logits));
 * Tensor action = actions.sample();
 * Tensor loss = actions.logProb(action).neg().mul(reward);
 * }</pre>
 *
 * <p>What is an attribute of a distribution in Python is a method here: {@code normal.loc()},
 * {@code normal.mean()}, {@code normal.support()}. Parameters are tensors or numbers, keyword
 * arguments go into a lambda: {@code new Normal(0, 1)}, {@code new Bernoulli(o ->
 * o.logits(x).validateArgs(false))}. After the same seed samples are Python's.
 *
 * <p>{@link dev.obor.distributions.Constraints} describes sets of values, {@link
 * dev.obor.distributions.Transforms} maps between them, and {@link dev.obor.distributions.Kl} has
 * the divergences.
 */
@NullMarked
package dev.obor.distributions;

import org.jspecify.annotations.NullMarked;
