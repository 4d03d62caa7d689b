package dev.obor.optim.lr;

import dev.obor.ValueException;
import dev.obor.optim.Optimizer;
import dev.obor.optim.ParamGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The momentum of groups, or where the optimizer has betas the first of them. */
final class GroupMomentum {
  private final boolean beta;

  /**
   * Looks what the optimizer has.
   *
   * @throws ValueException if it has neither
   */
  GroupMomentum(Optimizer optimizer) {
    beta = optimizer.defaults().containsKey("betas");
    if (!beta && !optimizer.defaults().containsKey("momentum")) {
      throw new ValueException(
          "optimizer must support momentum or beta1 with `cycle_momentum` option enabled");
    }
  }

  boolean isBeta() {
    return beta;
  }

  void set(ParamGroup group, double value) {
    if (!beta) {
      group.set("momentum", value);
    } else if (group.get("betas") instanceof List<?> betas) {
      List<Object> changed = new ArrayList<>(betas);
      changed.set(0, value);
      group.set("betas", Collections.unmodifiableList(changed));
    }
  }

  /** Sets the first momentum of each group, and its bounds. */
  void begin(Optimizer optimizer, double[] smallest, double[] largest) {
    for (int i = 0; i < smallest.length; i++) {
      ParamGroup group = optimizer.paramGroups().get(i);
      set(group, largest[i]);
      group.set("max_momentum", largest[i]);
      group.set("base_momentum", smallest[i]);
    }
  }
}
