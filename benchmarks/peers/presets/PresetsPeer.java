import dev.obor.benchmarks.Stopwatch;
import dev.obor.benchmarks.Work;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The side-by-side cases on JavaCPP's raw presets. Usage: PresetsPeer operations | threads | first-tensor. */
public final class PresetsPeer {
  private static final Stopwatch watch =
      new Stopwatch(Pointer.maxPhysicalBytes() == 0 ? "presets, no limits" : "presets");

  private PresetsPeer() {}

  private abstract static class Net extends Module {
    abstract Tensor forward(Tensor x);
  }

  private static final class Logistic extends Net {
    private final LinearImpl fc = register_module("fc", linear(784, 10));

    @Override
    Tensor forward(Tensor x) {
      return fc.forward(x);
    }
  }

  private static final class Mlp extends Net {
    private final LinearImpl fc1 = register_module("fc1", linear(784, 256));
    private final LinearImpl fc2 = register_module("fc2", linear(256, 128));
    private final LinearImpl fc3 = register_module("fc3", linear(128, 10));

    @Override
    Tensor forward(Tensor x) {
      return fc3.forward(torch.relu(fc2.forward(torch.relu(fc1.forward(x)))));
    }
  }

  public static void main(String[] arguments) throws IOException {
    String what = arguments.length == 0 ? "" : arguments[0];
    if (what.equals("first-tensor")) {
      torch.print(Tensor.create(1f, 2f, 3f));
      System.out.println("READY\t" + System.currentTimeMillis() + "000000");
      return;
    }
    torch.set_num_threads(1);
    if (what.equals("operations")) {
      watch.info("version", "org.bytedeco:pytorch " + Loader.getVersion("org.bytedeco", "pytorch"));
      operations();
    } else if (what.equals("threads")) {
      Mlp net = new Mlp();
      threads(net, 1);
      threads(net, 2);
    } else {
      System.err.println("usage: PresetsPeer operations | threads | first-tensor");
      System.exit(2);
    }
  }

  private static void operations() {
    Tensor x = torch.ones(1);
    Tensor y = torch.ones(1);
    Tensor z = torch.zeros(1);
    watch.time("add", () -> x.add(y).close());
    watch.time("add_", () -> z.add_(y));
    Tensor a = torch.ones(2);
    Tensor b = torch.ones(3);
    watch.time(
        "error",
        () -> {
          try {
            a.add(b).close();
          } catch (RuntimeException expected) {
            // The throw is what is timed.
          }
        });
    train("logistic step", new Logistic(), 128);
    train("mlp step", new Mlp(), 64);
    Mlp net = new Mlp();
    Tensor one = Tensor.create(Work.inputs(784, 2), 1, 784);
    try (NoGradGuard guard = new NoGradGuard()) {
      watch.result("mlp forward", net.forward(one).sum().item_double(), "loss");
      watch.time("mlp forward", () -> forward(net, one));
    }
  }

  private static void train(String name, Net net, int batch) {
    SGD optimizer = new SGD(net.parameters(), new SGDOptions(Work.LEARNING_RATE));
    Tensor x = Tensor.create(Work.inputs(batch * 784, 1), batch, 784);
    Tensor y = Tensor.create(Work.labels(batch), batch);
    double loss = 0;
    for (int i = 0; i < Work.CHECK_STEPS; i++) {
      try (PointerScope scope = new PointerScope()) {
        loss = step(optimizer, net, x, y).item_double();
      }
    }
    watch.result(name, loss, "loss");
    watch.time(
        name,
        () -> {
          try (PointerScope scope = new PointerScope()) {
            step(optimizer, net, x, y);
          }
        });
  }

  private static Tensor step(SGD optimizer, Net net, Tensor x, Tensor y) {
    optimizer.zero_grad();
    Tensor loss = torch.cross_entropy_loss(net.forward(x), y);
    loss.backward();
    optimizer.step();
    return loss;
  }

  private static void forward(Mlp net, Tensor one) {
    try (PointerScope scope = new PointerScope()) {
      net.forward(one);
    }
  }

  private static void threads(Mlp net, int threads) {
    watch.throughput(
        threads == 1 ? "mlp forward, 1 thread" : "mlp forward, " + threads + " threads",
        threads,
        loop -> {
          try (NoGradGuard guard = new NoGradGuard()) {
            Tensor one = Tensor.create(Work.inputs(784, 2), 1, 784);
            loop.accept(() -> forward(net, one));
          }
        });
  }

  private static LinearImpl linear(int in, int out) {
    LinearImpl layer = new LinearImpl(in, out);
    try (NoGradGuard guard = new NoGradGuard()) {
      layer.weight().copy_(Tensor.create(Work.weights(in, out), out, in));
      layer.bias().zero_();
    }
    return layer;
  }
}
