package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno: Python's {@code
 * torch.optim.LBFGS}, from Nocedal, <i>Updating Quasi-Newton Matrices with Limited Storage</i>
 * (1980), in the form of Schmidt's {@code minFunc}.
 *
 * <p>One step makes up to {@code max_iter} iterations. From the last {@code history_size} changes
 * of the parameters, s, and of the gradient, y, each goes in the direction d = -H g, where H
 * approximates the inverse of the matrix of second derivatives, starting from (y · s) / (y · y) on
 * its diagonal; how far is {@code lr}, or what a search along d finds.
 *
 * <p>A step calls its closure several times, so it needs one:
 *
 * <pre>{@code
 * LBFGS optimizer = new LBFGS(model.parameters(), o -> o.lineSearchFn("strong_wolfe"));
 * optimizer.step(
 *     () -> {
 *       optimizer.zeroGrad();
 *       Tensor loss = F.mseLoss(model.call(x), y);
 *       loss.backward();
 *       return loss;
 *     });
 * }</pre>
 *
 * <p>All parameters are in one group and on one device; it remembers as much as {@code
 * history_size} + 1 copies of them.
 *
 * <p>Thread rule: that of {@link Optimizer}.
 */
public final class LBFGS extends Optimizer {
  /** Keyword arguments of the constructor. The learning rate is 1 by default. */
  public static final class Options extends OptimizerOptions<Options> {
    Options() {
      set("lr", 1).set("max_iter", 20).set("max_eval", null).set("tolerance_grad", 1e-7);
      set("tolerance_change", 1e-9).set("history_size", 100).set("line_search_fn", null);
    }

    /** Sets the most iterations of a step; default 20. */
    public Options maxIter(int value) {
      return set("max_iter", value);
    }

    /** Sets how often a step may call its closure; default 5/4 of the most iterations. */
    public Options maxEval(int value) {
      return set("max_eval", value);
    }

    /** Sets the largest element of the gradient with which a step ends; default 1e-7. */
    public Options toleranceGrad(Number value) {
      return set("tolerance_grad", value);
    }

    /** Sets the change of the loss or of parameters with which a step ends; default 1e-9. */
    public Options toleranceChange(Number value) {
      return set("tolerance_change", value);
    }

    /** Sets how many changes are remembered; default 100. */
    public Options historySize(int value) {
      return set("history_size", value);
    }

    /** Sets how the length of a change is found: {@code strong_wolfe}, or by default not at all. */
    public Options lineSearchFn(String value) {
      return set("line_search_fn", value);
    }

    private Map<String, @Nullable Object> checked() {
      checkTensorLr();
      checkAtLeastZero("lr", "Invalid learning rate: ");
      if (values().get("max_eval") == null) {
        set("max_eval", number("max_iter").intValue() * 5 / 4);
      }
      return values();
    }
  }

  /** Makes an optimizer with the default options: Python's {@code LBFGS(params)}. */
  public LBFGS(Iterable<Tensor> params) {
    this(params, o -> {});
  }

  /** Makes an optimizer with a learning rate: Python's {@code LBFGS(params, lr)}. */
  public LBFGS(Iterable<Tensor> params, Number lr) {
    this(params, o -> o.lr(lr));
  }

  /**
   * Makes an optimizer with keyword arguments: Python's {@code LBFGS(params, lr=…, max_iter=…, …)}.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public LBFGS(Iterable<Tensor> params, Consumer<Options> options) {
    this(singleGroup(params), options);
  }

  /**
   * Makes an optimizer for several groups; each may have other options than those given here.
   *
   * @throws ValueException if an option has no meaning, or there are no parameters
   */
  public LBFGS(List<ParamGroup> groups, Consumer<Options> options) {
    super(groups, checked(options));
    if (paramGroups().size() != 1) {
      throw new ValueException("LBFGS doesn't support per-parameter options (parameter groups)");
    }
  }

  private static Map<String, @Nullable Object> checked(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o.checked();
  }

  /**
   * Refuses, as a step needs a closure.
   *
   * @throws TypeException always
   */
  @Override
  public void step() {
    throw new TypeException(
        "LBFGS.step() missing 1 required positional argument: 'closure'\n"
            + "Call step(closure), with a closure that computes the loss and its gradients.");
  }

  /**
   * Makes a step: Python's {@code optimizer.step(closure)}.
   *
   * @param closure clears the gradients, computes the loss, calls {@code backward} and returns the
   *     loss; it is called several times
   * @return what the first call of the closure returned
   */
  @Override
  public Tensor step(Supplier<Tensor> closure) {
    return super.step(closure);
  }

  @Override
  Tensor update(Supplier<Tensor> closure) {
    Supplier<Tensor> recording =
        () -> {
          try (ThreadMode mode = Torch.enableGrad()) {
            return closure.get();
          }
        };
    ParamGroup group = paramGroups().get(0);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      return scope.keep(new LBFGSStep(group, state(group.params().get(0)), recording).run());
    }
  }

  @Override
  protected void update(ParamGroup group) {
    step();
  }

  /** The gradients of all parameters, one behind the other. */
  static Tensor flatGradient(List<Tensor> params) {
    Tensor[] views = new Tensor[params.size()];
    for (int i = 0; i < views.length; i++) {
      Tensor param = params.get(i);
      Tensor gradient = param.grad();
      Tensor dense =
          gradient == null
              ? Aten.zeros_like(param, null, null, null, null, null)
              : gradient.isSparse() ? gradient.toDense() : gradient;
      views[i] = Foreach.realView(dense).reshape(-1);
    }
    return Aten.cat(views, 0);
  }
}
