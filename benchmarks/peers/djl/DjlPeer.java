import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.obor.benchmarks.Stopwatch;
import dev.obor.benchmarks.Work;

/** The side-by-side cases on the Deep Java Library. Usage: DjlPeer operations | threads | first-tensor. */
public final class DjlPeer {
  private static final Stopwatch watch = new Stopwatch("djl");

  private DjlPeer() {}

  public static void main(String[] arguments) {
    String what = arguments.length == 0 ? "" : arguments[0];
    NDManager manager = NDManager.newBaseManager(Device.cpu());
    if (what.equals("first-tensor")) {
      System.out.println(manager.create(new float[] {1, 2, 3}));
      System.out.println("READY\t" + System.currentTimeMillis() + "000000");
    } else if (what.equals("operations")) {
      watch.info(
          "version",
          "DJL " + Engine.getDjlVersion() + ", LibTorch " + Engine.getInstance().getVersion());
      operations(manager);
    } else if (what.equals("threads")) {
      try (Model model = model("mlp", mlp(), manager)) {
        threads(model.getBlock(), 1);
        threads(model.getBlock(), 2);
      }
    } else {
      System.err.println("usage: DjlPeer operations | threads | first-tensor");
      System.exit(2);
    }
    System.out.flush();
    System.exit(0);
  }

  private static void operations(NDManager manager) {
    NDArray x = manager.ones(new Shape(1));
    NDArray y = manager.ones(new Shape(1));
    NDArray z = manager.zeros(new Shape(1));
    watch.time("add", () -> x.add(y).close());
    watch.time("add_", () -> z.addi(y));
    NDArray a = manager.ones(new Shape(2));
    NDArray b = manager.ones(new Shape(3));
    watch.time(
        "error",
        () -> {
          try {
            a.add(b).close();
          } catch (EngineException expected) {
            // The throw is what is timed.
          }
        });
    train("logistic step", Linear.builder().setUnits(10).build(), 128, manager);
    train("mlp step", mlp(), 64, manager);
    try (Model model = model("mlp", mlp(), manager)) {
      Block block = model.getBlock();
      ParameterStore store = new ParameterStore(manager, false);
      NDArray one = manager.create(Work.inputs(784, 2), new Shape(1, 784));
      NDList input = new NDList(one);
      watch.result(
          "mlp forward", block.forward(store, input, false).get(0).sum().getFloat(), "loss");
      watch.time("mlp forward", () -> forward(block, store, manager, one, input));
    }
  }

  private static void forward(
      Block block, ParameterStore store, NDManager manager, NDArray one, NDList input) {
    try (NDManager sub = manager.newSubManager()) {
      one.tempAttach(sub);
      block.forward(store, input, false);
    }
  }

  private static void train(String name, Block block, int batch, NDManager manager) {
    try (Model model = Model.newInstance(name, "PyTorch")) {
      model.setBlock(block);
      DefaultTrainingConfig configuration =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(
                  Optimizer.sgd()
                      .setLearningRateTracker(Tracker.fixed((float) Work.LEARNING_RATE))
                      .build())
              .optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = model.newTrainer(configuration)) {
        trainer.initialize(new Shape(batch, 784));
        setWeights(block, manager);
        NDArray x = manager.create(Work.inputs(batch * 784, 1), new Shape(batch, 784));
        NDArray y = manager.create(Work.labels(batch), new Shape(batch));
        double loss = 0;
        for (int i = 0; i < Work.CHECK_STEPS; i++) {
          loss = step(trainer, x, y, true);
        }
        watch.result(name, loss, "loss");
        watch.time(name, () -> step(trainer, x, y, false));
      }
    }
  }

  private static double step(Trainer trainer, NDArray x, NDArray y, boolean read) {
    try (NDManager sub = trainer.getManager().newSubManager()) {
      x.tempAttach(sub);
      y.tempAttach(sub);
      double value = 0;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList output = trainer.forward(new NDList(x));
        NDArray loss = trainer.getLoss().evaluate(new NDList(y), output);
        collector.backward(loss);
        if (read) {
          value = loss.getFloat();
        }
      }
      trainer.step();
      return value;
    }
  }

  private static void threads(Block block, int threads) {
    watch.throughput(
        threads == 1 ? "mlp forward, 1 thread" : "mlp forward, " + threads + " threads",
        threads,
        loop -> {
          try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            NDArray one = manager.create(Work.inputs(784, 2), new Shape(1, 784));
            NDList input = new NDList(one);
            ParameterStore store = new ParameterStore(manager, false);
            loop.accept(() -> forward(block, store, manager, one, input));
          }
        });
  }

  private static Block mlp() {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(256).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(128).build())
        .add(Activation::relu)
        .add(Linear.builder().setUnits(10).build());
  }

  /** Makes a model for inference: frozen, because DJL has no mode without gradients for a plain block. */
  private static Model model(String name, Block block, NDManager manager) {
    Model model = Model.newInstance(name, "PyTorch");
    model.setBlock(block);
    block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 784));
    setWeights(block, manager);
    block.freezeParameters(true);
    return model;
  }

  private static void setWeights(Block block, NDManager manager) {
    block
        .getParameters()
        .forEach(
            parameter -> {
              NDArray array = parameter.getValue().getArray();
              Shape shape = array.getShape();
              if (shape.dimension() == 2) {
                array.set(Work.weights((int) shape.get(1), (int) shape.get(0)));
              } else {
                array.set(new float[(int) shape.size()]);
              }
            });
  }
}
