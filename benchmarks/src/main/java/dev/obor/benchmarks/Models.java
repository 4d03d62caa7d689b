package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Flatten;
import dev.obor.nn.LSTM;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.TransformerEncoder;
import dev.obor.nn.TransformerEncoderLayer;
import dev.obor.optim.Adam;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;

/**
 * Training steps of the usual kinds of models: each with few samples, where what is around the
 * kernels shows, and with many, where the kernels take the time. Weights and dropout come from the
 * seed, which must give Python's.
 */
final class Models {
  private static final int SEED = 7;

  private Models() {}

  /** Reads a picture row by row, and says its class from the last output. */
  static final class Reader extends Module {
    LSTM lstm = new LSTM(28, 64, o -> o.batchFirst(true));
    Linear head = new Linear(64, 10);

    @Override
    public Tensor forward(Tensor x) {
      return head.call(lstm.call(x).output().select(1, -1));
    }
  }

  /** Two blocks of self-attention over 16 places, and the class from their mean. */
  static final class Attender extends Module {
    TransformerEncoder encoder =
        new TransformerEncoder(
            new TransformerEncoderLayer(64, 4, o -> o.dimFeedforward(128).batchFirst(true)), 2);
    Linear head = new Linear(64, 10);

    @Override
    public Tensor forward(Tensor x) {
      return head.call(encoder.call(x).mean(new long[] {1}));
    }
  }

  /** A model with its data and its optimizer. */
  static final class Training {
    private final Module model;
    private final Optimizer optimizer;
    private final Tensor x;
    private final Tensor y;

    private Training(Module model, Optimizer optimizer, long... shape) {
      this.model = model;
      this.optimizer = optimizer;
      int count = 1;
      for (long size : shape) {
        count *= (int) size;
      }
      this.x = Torch.fromArray(Work.inputs(count, 1), shape);
      this.y = Torch.fromArray(Work.labels((int) shape[0]), shape[0]);
    }

    Tensor step() {
      optimizer.zeroGrad();
      Tensor loss = F.crossEntropy(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    }

    void stepInScope() {
      try (Scope scope = Torch.scope()) {
        step();
      }
    }
  }

  /** Makes a model, {@code mlp}, {@code cnn}, {@code lstm} or {@code transformer}. */
  static Training training(String kind, int batch) {
    Torch.manualSeed(SEED);
    switch (kind) {
      case "mlp" -> {
        Module model =
            new Sequential(
                new Linear(784, 256),
                new ReLU(),
                new Linear(256, 128),
                new ReLU(),
                new Linear(128, 10));
        return new Training(model, sgd(model), batch, 784);
      }
      case "cnn" -> {
        Module model =
            new Sequential(
                new Conv2d(1, 8, 3, o -> o.padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(8, 16, 3, o -> o.padding(1)),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(784, 10));
        return new Training(model, sgd(model), batch, 1, 28, 28);
      }
      case "lstm" -> {
        Module model = new Reader();
        return new Training(model, new Adam(model.parameters()), batch, 28, 28);
      }
      case "transformer" -> {
        Module model = new Attender();
        return new Training(model, new Adam(model.parameters()), batch, 16, 64);
      }
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private static Optimizer sgd(Module model) {
    return new SGD(model.parameters(), o -> o.lr(Work.LEARNING_RATE).momentum(0.9));
  }

  static void time(Stopwatch watch) {
    for (String kind : new String[] {"mlp", "cnn", "lstm", "transformer"}) {
      for (int batch : new int[] {4, 128}) {
        Training training = training(kind, batch);
        String name = kind + " training, batch " + batch;
        double loss = 0;
        for (int i = 0; i < Work.CHECK_STEPS; i++) {
          try (Scope scope = Torch.scope()) {
            loss = training.step().item().doubleValue();
          }
        }
        watch.result(name, loss, "loss");
        watch.time(name, training::stepInScope);
      }
    }
    timeResnet(watch);
  }

  /** A network for pictures, as a service runs it. */
  private static void timeResnet(Stopwatch watch) {
    String name = "resnet18 forward, batch 8";
    Torch.manualSeed(SEED);
    try (Scope whole = Torch.scope();
        ThreadMode mode = Torch.inferenceMode()) {
      Module model = dev.obor.vision.models.Models.resnet18().eval();
      Tensor x = Torch.fromArray(Work.inputs(8 * 3 * 224 * 224, 1), 8, 3, 224, 224);
      watch.result(name, model.call(x).toDouble().abs().mean().item().doubleValue(), "loss");
      watch.time(
          name,
          () -> {
            try (Scope scope = Torch.scope()) {
              model.call(x);
            }
          });
    }
  }
}
