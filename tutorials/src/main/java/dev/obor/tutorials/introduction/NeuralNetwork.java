package dev.obor.tutorials.introduction;

import dev.obor.Tensor;
import dev.obor.nn.Flatten;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.tutorials.Block;

/** The network that the note trains: three hidden layers, from 784 pixels to ten classes. */
@Block("003-98")
class NeuralNetwork extends Module {
  static final int INPUT_SIZE = 28 * 28;
  static final int HIDDEN_1_SHAPE = 128;
  static final int HIDDEN_2_SHAPE = 64;
  static final int HIDDEN_3_SHAPE = 32;

  final Flatten flatten = new Flatten();

  @Name("stacked_layers")
  final Sequential stackedLayers;

  NeuralNetwork(long outputSize) {
    stackedLayers =
        new Sequential(
            new Linear(INPUT_SIZE, HIDDEN_1_SHAPE),
            new ReLU(),
            new Linear(HIDDEN_1_SHAPE, HIDDEN_2_SHAPE),
            new ReLU(),
            new Linear(HIDDEN_2_SHAPE, HIDDEN_3_SHAPE),
            new ReLU(),
            new Linear(HIDDEN_3_SHAPE, outputSize));
  }

  @Override
  public Tensor forward(Tensor inputs) {
    return stackedLayers.call(flatten.call(inputs));
  }
}
