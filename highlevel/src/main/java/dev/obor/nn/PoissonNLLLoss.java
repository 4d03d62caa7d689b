package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The negative log likelihood of Poisson distributed targets: Python's {@code
 * torch.nn.PoissonNLLLoss}.
 *
 * <p>With {@code logInput} the loss of an element is {@code exp(x) - y x}, else {@code x - y log(x
 * + eps)}; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of the same shape. Output: a number, or with reduction {@code none} of
 * their shape.
 *
 * <pre>{@code
 * Tensor loss = new PoissonNLLLoss().call(logRates, counts);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PoissonNLLLoss extends Module {
  /** Whether the input is the logarithm of the expectation: Python's {@code log_input}. */
  public final boolean logInput;

  /** Whether Stirling's term is added, {@code y log y - y + log(2 π y) / 2} where y > 1. */
  public final boolean full;

  /** Keeps the logarithm from zero. */
  public final double eps;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#poissonNllLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    boolean logInput = true;
    boolean full;
    double eps = 1e-8;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets whether the input is the logarithm of the expectation; default true. */
    public Options logInput(boolean value) {
      this.logInput = value;
      return this;
    }

    /**
     * Sets whether Stirling's term is added, {@code y log y - y + log(2 π y) / 2} where y > 1;
     * default false.
     */
    public Options full(boolean value) {
      this.full = value;
      return this;
    }

    /** Sets keeps the logarithm from zero; default 1e-8. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.PoissonNLLLoss()}. */
  public PoissonNLLLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.PoissonNLLLoss(reduction=…, …)}. */
  public PoissonNLLLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.logInput = o.logInput;
    this.full = o.full;
    this.eps = o.eps;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.poissonNllLoss(
        input, target, o -> o.logInput(logInput).full(full).eps(eps).reduction(reduction));
  }
}
