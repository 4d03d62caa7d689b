package dev.obor.autograd;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a {@code backward} whose results cannot be differentiated again: Python's {@code
 * torch.autograd.function.once_differentiable}.
 *
 * <pre>{@code
 * @Override
 * @OnceDifferentiable
 * protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) { … }
 * }</pre>
 *
 * <p>Such a backward is never recorded; asking for second gradients through it throws {@code trying
 * to differentiate twice a function that was marked with @once_differentiable}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnceDifferentiable {}
