package dev.obor.autograd;

import dev.obor.Tensor;

/** A function whose methods a test writes as lambdas; the others double. */
class Steps extends Function<Tensor[]> {
  /** One method of a function. */
  interface Step {
    Tensor[] run(FunctionCtx ctx, Tensor... arguments);
  }

  private final Step forward;
  private final Step backward;
  private final Step jvp;

  Steps(Step forward, Step backward, Step jvp) {
    this.forward = forward;
    this.backward = backward;
    this.jvp = jvp;
  }

  static Steps doubling() {
    return new Steps(Steps::doubled, Steps::doubledForTwo, Steps::doubled);
  }

  static Steps forward(Step step) {
    return new Steps(step, Steps::doubledForTwo, Steps::doubled);
  }

  static Steps backward(Step step) {
    return new Steps(Steps::doubled, step, Steps::doubled);
  }

  static Steps jvp(Step step) {
    return new Steps(Steps::doubled, Steps::doubledForTwo, step);
  }

  private static Tensor[] doubled(FunctionCtx ctx, Tensor... in) {
    return new Tensor[] {in[0].mul(2)};
  }

  private static Tensor[] doubledForTwo(FunctionCtx ctx, Tensor... in) {
    return new Tensor[] {in[0].mul(2), null};
  }

  @Override
  protected Tensor[] forward(FunctionCtx ctx, Tensor... inputs) {
    return forward.run(ctx, inputs);
  }

  @Override
  protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
    return backward.run(ctx, gradOutputs);
  }

  @Override
  protected Tensor[] jvp(FunctionCtx ctx, Tensor... gradInputs) {
    return jvp.run(ctx, gradInputs);
  }
}
