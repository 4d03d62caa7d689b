package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one step of {@link SGD}.
 *
 * <p>Each way takes parameters, their gradients and their momentum buffers, and puts a new buffer
 * where there was null. The gradients stay as they are.
 */
final class SGDStep {
  private final Foreach each;
  private final Quantity lr;
  private final double momentum;
  private final double dampening;
  private final Quantity weightDecay;
  private final boolean nesterov;
  private final boolean maximize;

  SGDStep(ParamGroup group, Foreach each) {
    this.each = each;
    lr = Quantity.of(group.get("lr"));
    momentum = group.number("momentum");
    dampening = group.number("dampening");
    weightDecay = Quantity.of(group.get("weight_decay"));
    nesterov = group.flag("nesterov");
    maximize = group.flag("maximize");
  }

  boolean hasMomentum() {
    return momentum != 0;
  }

  /** One call for each operation on all parameters. */
  void foreach(Tensor[] params, Tensor[] gradients, @Nullable Tensor[] buffers) {
    Tensor[] directions = Foreach.directions(params, gradients, maximize, weightDecay.number());
    if (momentum != 0) {
      Tensor[] full = foreachMomentum(directions, buffers);
      directions = nesterov ? Aten._foreach_add_List(directions, full, momentum) : full;
    }
    Aten._foreach_add__List(params, directions, -lr.number());
  }

  private Tensor[] foreachMomentum(Tensor[] directions, @Nullable Tensor[] buffers) {
    List<Tensor> old = new ArrayList<>();
    List<Tensor> added = new ArrayList<>();
    Tensor[] full = new Tensor[buffers.length];
    for (int i = 0; i < buffers.length; i++) {
      Tensor buffer = buffers[i];
      if (buffer == null) {
        buffer = firstBuffer(directions[i]);
        buffers[i] = buffer;
      } else {
        old.add(buffer);
        added.add(directions[i]);
      }
      full[i] = buffer;
    }
    if (!old.isEmpty()) {
      Tensor[] grown = old.toArray(new Tensor[0]);
      each.mul_(grown, momentum);
      Aten._foreach_add__List(grown, added.toArray(new Tensor[0]), 1 - dampening);
    }
    return full;
  }

  private static Tensor firstBuffer(Tensor direction) {
    return Aten.clone(direction.detach(), null).unscoped();
  }

  /** One parameter after the other, as sparse gradients and gradients through the step need it. */
  void single(Tensor[] params, Tensor[] gradients, @Nullable Tensor[] buffers) {
    for (int i = 0; i < params.length; i++) {
      Tensor direction = maximize ? Aten.neg(gradients[i]) : gradients[i];
      direction = decayed(direction, params[i]);
      if (momentum != 0) {
        Tensor buffer = buffers[i];
        if (buffer == null) {
          buffer = firstBuffer(direction);
          buffers[i] = buffer;
        } else {
          Aten.add__Tensor(Aten.mul__Scalar(buffer, momentum), direction, 1 - dampening);
        }
        direction = nesterov ? Aten.add_Tensor(direction, buffer, momentum) : buffer;
      }
      if (lr.requiresGrad()) {
        Aten.addcmul_(params[i], direction, Objects.requireNonNull(lr.tensor()), -1);
      } else {
        Aten.add__Tensor(params[i], direction, lr.negated().number());
      }
    }
  }

  private Tensor decayed(Tensor direction, Tensor param) {
    if (weightDecay.requiresGrad()) {
      Tensor decay = Objects.requireNonNull(weightDecay.tensor());
      return Aten.addcmul(direction, Aten.clone(param, null), decay, 1);
    }
    double decay = weightDecay.number();
    return decay == 0 ? direction : Aten.add_Tensor(direction, param, decay);
  }

  /** One kernel for everything; it takes parameters with and without a buffer apart. */
  void fused(
      Tensor[] params,
      Tensor[] gradients,
      @Nullable Tensor[] buffers,
      @Nullable Tensor gradScale,
      @Nullable Tensor foundInf) {
    FusedCall call =
        (p, g, b, isFirst) ->
            Aten._fused_sgd_(
                p,
                g,
                b,
                weightDecay.number(),
                momentum,
                lr.number(),
                dampening,
                nesterov,
                maximize,
                isFirst,
                gradScale,
                foundInf);
    if (momentum == 0) {
      call.on(params, gradients, new Tensor[0], false);
      return;
    }
    List<Integer> first = new ArrayList<>();
    List<Integer> later = new ArrayList<>();
    for (int i = 0; i < buffers.length; i++) {
      if (buffers[i] == null) {
        buffers[i] = Aten.empty_like(gradients[i], null, null, null, null, null).unscoped();
        first.add(i);
      } else {
        later.add(i);
      }
    }
    if (!first.isEmpty()) {
      call.on(select(params, first), select(gradients, first), select(buffers, first), true);
    }
    if (!later.isEmpty()) {
      call.on(select(params, later), select(gradients, later), select(buffers, later), false);
    }
  }

  /** The kernel on some of the parameters. */
  private interface FusedCall {
    void on(Tensor[] params, Tensor[] gradients, Tensor[] buffers, boolean isFirst);
  }

  private static Tensor[] select(@Nullable Tensor[] tensors, List<Integer> places) {
    return places.stream().map(i -> tensors[i]).toArray(Tensor[]::new);
  }
}
