/**
 * What is done to modules and their parameters: Python's {@code torch.nn.utils}.
 *
 * <p>Python's functions stand in a class named after the Python module that defines them: {@code
 * torch.nn.utils.clip_grad_norm_} is in {@code clip_grad.py}, so here it is {@link
 * dev.obor.nn.utils.ClipGrad#clipGradNorm_(Iterable, double) ClipGrad.clipGradNorm_}.
 */
@NullMarked
package dev.obor.nn.utils;

import org.jspecify.annotations.NullMarked;
