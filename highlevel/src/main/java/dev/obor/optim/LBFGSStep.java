package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.MemoryFormat;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One step of {@link LBFGS}, with what it remembers by Python's names. */
final class LBFGSStep {
  private static final double SMALLEST_CURVATURE = 1e-10;

  private final List<Tensor> params;
  private final Map<String, Object> state;
  private final Supplier<Tensor> closure;
  private final Quantity lr;
  private final int mostIterations;
  private final int mostEvaluations;
  private final double smallestGradient;
  private final double smallestChange;
  private final int historySize;
  private final @Nullable Object search;

  private final List<Tensor> gradientChanges;
  private final List<Tensor> steps;
  private final List<Tensor> inverses;
  private @Nullable Tensor direction;
  private Quantity length;
  private Quantity diagonal;
  private @Nullable Tensor previousGradient;
  private double previousLoss;
  private double loss;
  private Tensor gradient;
  private int evaluations;

  LBFGSStep(ParamGroup group, Map<String, Object> state, Supplier<Tensor> closure) {
    this.params = group.params();
    this.state = state;
    this.closure = closure;
    lr = Quantity.of(group.get("lr"));
    mostIterations = (int) group.number("max_iter");
    mostEvaluations = (int) group.number("max_eval");
    smallestGradient = group.number("tolerance_grad");
    smallestChange = group.number("tolerance_change");
    historySize = (int) group.number("history_size");
    search = group.get("line_search_fn");
    state.putIfAbsent("func_evals", 0);
    state.putIfAbsent("n_iter", 0);
    gradientChanges = tensors("old_dirs");
    steps = tensors("old_stps");
    inverses = tensors("ro");
    direction = (Tensor) state.get("d");
    length = state.containsKey("t") ? Quantity.of(state.get("t")) : lr;
    diagonal = state.containsKey("H_diag") ? Quantity.of(state.get("H_diag")) : Quantity.of(1);
    previousGradient = (Tensor) state.get("prev_flat_grad");
    previousLoss = state.get("prev_loss") instanceof Number known ? known.doubleValue() : 0;
    gradient = params.get(0);
  }

  private List<Tensor> tensors(String key) {
    List<Tensor> found = new ArrayList<>();
    if (state.get(key) instanceof List<?> list) {
      list.forEach(element -> found.add((Tensor) element));
    }
    return found;
  }

  private int count(String key, int more) {
    int value = (state.get(key) instanceof Number known ? known.intValue() : 0) + more;
    state.put(key, value);
    return value;
  }

  /** Makes the step; returns the loss before it. */
  Tensor run() {
    Tensor first = closure.get();
    loss = first.item().doubleValue();
    evaluations = 1;
    count("func_evals", 1);
    gradient = LBFGS.flatGradient(params);
    if (!isOptimal()) {
      int iteration = 0;
      while (iteration < mostIterations) {
        iteration++;
        if (!iterate(iteration)) {
          break;
        }
      }
      remember();
    }
    return first;
  }

  private boolean isOptimal() {
    return largest(gradient).compareTo(Quantity.of(smallestGradient)) <= 0;
  }

  private static Quantity largest(Tensor x) {
    return Quantity.of(Aten.max(Aten.abs(x)));
  }

  /** Makes one iteration; false when it was the last. */
  private boolean iterate(int iteration) {
    boolean isFirst = count("n_iter", 1) == 1;
    Tensor next = isFirst ? firstDirection() : nextDirection();
    direction = next;
    Tensor known = previousGradient;
    if (known == null) {
      previousGradient = Aten.clone(gradient, MemoryFormat.CONTIGUOUS);
    } else {
      Aten.copy_(known, gradient, false);
    }
    previousLoss = loss;
    if (isFirst) {
      Quantity sum = Quantity.of(Aten.sum(Aten.abs(gradient), null));
      length = Quantity.min(Quantity.of(1.0), Quantity.of(1.0).over(sum)).times(lr);
    } else {
      length = lr;
    }
    Quantity slope = Quantity.of(Aten.dot(gradient, next));
    if (slope.compareTo(Quantity.of(-smallestChange)) > 0) {
      return false;
    }
    boolean optimal = move(iteration, next, slope);
    return iteration != mostIterations
        && evaluations < mostEvaluations
        && !optimal
        && largest(times(next, length)).compareTo(Quantity.of(smallestChange)) > 0
        && !(Math.abs(loss - previousLoss) < smallestChange);
  }

  private Tensor firstDirection() {
    gradientChanges.clear();
    steps.clear();
    inverses.clear();
    diagonal = Quantity.of(1);
    return Aten.neg(gradient);
  }

  /** Multiplies the gradient by the approximated inverse of second derivatives. */
  private Tensor nextDirection() {
    Tensor last = direction;
    Tensor known = previousGradient;
    if (last == null || known == null) {
      throw new TorchException("the state of LBFGS lacks d or prev_flat_grad");
    }
    Tensor y = Aten.sub_Tensor(gradient, known, 1);
    Tensor s = times(last, length);
    Tensor ys = Aten.dot(y, s);
    if (Quantity.of(ys).compareTo(Quantity.of(SMALLEST_CURVATURE)) > 0) {
      if (gradientChanges.size() == historySize) {
        gradientChanges.remove(0);
        steps.remove(0);
        inverses.remove(0);
      }
      gradientChanges.add(y);
      steps.add(s);
      inverses.add(Aten.mul_Scalar(Aten.reciprocal(ys), 1.0));
      diagonal = Quantity.of(Aten.div_Tensor(ys, Aten.dot(y, y)));
    }
    List<@Nullable Object> factors =
        state.get("al") instanceof List<?> list
            ? new ArrayList<>(list)
            : new ArrayList<>(Collections.nCopies(historySize, null));
    Tensor[] al = new Tensor[gradientChanges.size()];
    Tensor q = Aten.neg(gradient);
    for (int i = al.length - 1; i >= 0; i--) {
      al[i] = Aten.mul_Tensor(Aten.dot(steps.get(i), q), inverses.get(i));
      factors.set(i, al[i].unscoped());
      Aten.add__Tensor(q, gradientChanges.get(i), -al[i].item().doubleValue());
    }
    state.put("al", factors);
    Tensor r = times(q, diagonal);
    for (int i = 0; i < al.length; i++) {
      Tensor be = Aten.mul_Tensor(Aten.dot(gradientChanges.get(i), r), inverses.get(i));
      double alpha = Aten.sub_Tensor(al[i], be, 1).item().doubleValue();
      Aten.add__Tensor(r, steps.get(i), alpha);
    }
    return r;
  }

  private static Tensor times(Tensor x, Quantity factor) {
    Tensor tensor = factor.tensor();
    return tensor == null ? Aten.mul_Scalar(x, factor.number()) : Aten.mul_Tensor(x, tensor);
  }

  /** Goes in the direction; returns whether the gradient there is small enough. */
  private boolean move(int iteration, Tensor along, Quantity slope) {
    int looked = 0;
    boolean optimal = false;
    if (search != null) {
      if (!search.equals("strong_wolfe")) {
        throw new TorchException("only 'strong_wolfe' is supported");
      }
      List<Tensor> origin =
          params.stream().map(p -> Aten.clone(p, MemoryFormat.CONTIGUOUS)).toList();
      StrongWolfe.Found found =
          new StrongWolfe(
                  at -> evaluate(origin, at, along),
                  along,
                  loss,
                  Aten.clone(gradient, MemoryFormat.CONTIGUOUS),
                  slope,
                  mostEvaluations - evaluations)
              .from(length);
      loss = found.point().loss();
      gradient = found.point().gradient();
      length = found.point().length();
      looked = found.evaluations();
      add(length, along);
      optimal = isOptimal();
    } else {
      add(length, along);
      if (iteration != mostIterations) {
        loss = closure.get().item().doubleValue();
        gradient = LBFGS.flatGradient(params);
        optimal = isOptimal();
        looked = 1;
      }
    }
    evaluations += looked;
    count("func_evals", looked);
    return optimal;
  }

  private StrongWolfe.Point evaluate(List<Tensor> origin, Quantity at, Tensor along) {
    add(at, along);
    double there = closure.get().item().doubleValue();
    Tensor slope = LBFGS.flatGradient(params);
    for (int i = 0; i < origin.size(); i++) {
      Aten.copy_(params.get(i), origin.get(i), false);
    }
    return new StrongWolfe.Point(at, there, slope);
  }

  private void add(Quantity factor, Tensor along) {
    long offset = 0;
    double alpha = factor.number();
    for (Tensor param : params) {
      Tensor real = Foreach.realView(param);
      long count = real.numel();
      Tensor part = Aten.narrow(along, 0, offset, count).viewAs(real);
      Aten.add__Tensor(real, part, alpha);
      offset += count;
    }
  }

  private void remember() {
    put("d", direction);
    put("t", value(length));
    put("old_dirs", gradientChanges);
    put("old_stps", steps);
    put("ro", inverses);
    put("H_diag", value(diagonal));
    put("prev_flat_grad", previousGradient);
    put("prev_loss", previousLoss);
  }

  private static Object value(Quantity quantity) {
    Tensor tensor = quantity.tensor();
    return tensor == null ? quantity.number() : tensor;
  }

  private void put(String key, @Nullable Object value) {
    if (value instanceof Tensor tensor) {
      state.put(key, tensor.unscoped());
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        ((Tensor) element).unscoped();
      }
      state.put(key, value);
    } else if (value != null) {
      state.put(key, value);
    }
  }
}
