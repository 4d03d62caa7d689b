package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The modules that {@code nn_goldens.py} has too, and some that only Java can have. */
final class Models {
  static final LinkedHashMap<String, Supplier<Module>> BY_CASE = new LinkedHashMap<>();

  static {
    BY_CASE.put("linear", () -> new Linear(784, 10));
    BY_CASE.put("linear without bias", () -> new Linear(3, 2, false));
    BY_CASE.put("relu", ReLU::new);
    BY_CASE.put("relu inplace", () -> new ReLU(true));
    BY_CASE.put("flatten", Flatten::new);
    BY_CASE.put("empty sequential", Sequential::new);
    BY_CASE.put(
        "sequential", () -> new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 64)));
    BY_CASE.put("named sequential", Models::named);
    BY_CASE.put("Neural", Neural::new);
    BY_CASE.put("Scaled", Scaled::new);
    BY_CASE.put("Counted", Counted::new);
    BY_CASE.put("Shared", Shared::new);
    BY_CASE.put("cross entropy", CrossEntropyLoss::new);
    BY_CASE.put("weighted cross entropy", () -> new CrossEntropyLoss(o -> o.weight(Torch.ones(2))));
    BY_CASE.put("mse", MSELoss::new);
  }

  private Models() {}

  static Sequential named() {
    LinkedHashMap<String, Module> layers = new LinkedHashMap<>();
    layers.put("fc1", new Linear(4, 3));
    layers.put("relu", new ReLU());
    layers.put("output", new Linear(3, 2));
    return new Sequential(layers);
  }

  static final class Neural extends Module {
    private final Flatten flatten = new Flatten();

    @Name("linear_layers")
    private final Sequential linearLayers =
        new Sequential(new Linear(784, 512), new ReLU(), new Linear(512, 10));

    @Override
    public Tensor forward(Tensor x) {
      return linearLayers.call(flatten.call(x));
    }
  }

  static final class Scaled extends Module {
    final Sequential inner = new Sequential(new Flatten(0, 2), new Sequential());
    final ReLU activation = new ReLU(true);

    @Override
    public String extraRepr() {
      return "scale=2\nshift=0.5";
    }
  }

  static final class Counted extends Module {
    @Override
    public String extraRepr() {
      return "count=3";
    }
  }

  static final class Shared extends Module {
    final Linear first = new Linear(2, 2);
    final Linear second = first;
    final Tensor scale = Parameter.of(Torch.ones(1));
    final Tensor mean = registerBuffer("mean", Torch.zeros(3));
    final Tensor cache = registerBuffer("cache", Torch.zeros(3), false);

    /** A tensor that is neither: in Python such an attribute is not registered. */
    final Tensor constant = Torch.ones(5);
  }

  static final class Network extends Module {
    final Linear hidden;
    final Linear output;

    Network() {
      this(3);
    }

    Network(long size) {
      hidden = new Linear(4, size);
      output = new Linear(size, 2);
    }
  }

  /** A superclass, so that the order of fields shows. */
  static class Base extends Module {
    protected final Linear stem = new Linear(1, 1);
  }

  static final class Derived extends Base {
    static final Linear NOT_A_MEMBER = new Linear(1, 1);

    private @Nullable Module later;
    final Object untyped = new Linear(1, 2);
    final Iterable<Module> iterable = new Sequential(new ReLU());
    final String text = "no member";

    void fill() {
      later = new Linear(2, 1);
    }

    @Nullable Module later() {
      return later;
    }

    int length() {
      return text.length() + NOT_A_MEMBER.children().size();
    }
  }
}
