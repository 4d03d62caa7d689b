package dev.obor.tutorials.introduction;

import static dev.obor.notebook.Display.display;

import dev.obor.Cuda;
import dev.obor.Mps;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Flatten;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Softmax;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.IOException;
import java.io.PrintStream;

/** A network as a class, and its layers one by one. */
public final class BuildingAModel extends Chapter {
  /** Makes the chapter. */
  public BuildingAModel(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() throws IOException {
    String device = device();
    layers();
    callingAModel(device);
  }

  @Block({"003-61", "003-62"})
  String device() {
    String device = Cuda.isAvailable() ? "cuda" : Mps.isAvailable() ? "mps" : "cpu";
    out.println(display(device));
    return device;
  }

  /** Takes images of 28 by 28 pixels and gives a score for each of ten classes. */
  @Block("003-63")
  static class Neural extends Module {
    final Flatten flatten = new Flatten();

    @Name("linear_layers")
    final Sequential linearLayers =
        new Sequential(
            new Linear(28 * 28, 512),
            new ReLU(),
            new Linear(512, 512),
            new ReLU(),
            new Linear(512, 10));

    @Override
    public Tensor forward(Tensor x) {
      x = flatten.call(x);
      Tensor logits = linearLayers.call(x);
      return logits;
    }
  }

  @Block({"003-64", "003-65", "003-66", "003-67", "003-68"})
  void layers() {
    Tensor randomImages = Torch.rand(3, 28, 28);
    Flatten flattener = new Flatten();
    Tensor flattenedOutput = flattener.call(randomImages);
    out.println(flattenedOutput.shape());

    // all dimensions, the first one too
    Tensor allFlattened = new Flatten(0, -1).call(randomImages);
    out.println(allFlattened.shape());

    Linear linearTransformer = new Linear(28 * 28, 1);
    Tensor linearOutput = linearTransformer.call(flattenedOutput);
    out.println(linearOutput.shape());

    out.println(linearTransformer.weight.get("0, :20"));
    out.println(linearTransformer.weight.shape());
  }

  /** From an image to the probabilities of its classes. */
  @Block(
      value = {"003-69", "003-70", "003-71", "003-72", "003-73", "003-74", "003-75"},
      differs = "no array Y: it only shows that a network does not take NumPy's")
  void callingAModel(String device) throws IOException {
    Neural model = new Neural();
    model.to(device);
    out.println(model);

    Tensor x = Torch.rand(Torch.size(1, 28, 28), o -> o.device(device));
    Plt.imshow(x.get(0));
    savefig("random-pixels");

    Tensor inputToModel = model.flatten.call(x);
    out.println(inputToModel.shape());

    Tensor finalOutput = model.linearLayers.call(inputToModel);
    out.println(finalOutput.shape());

    Tensor finalProbability = new Softmax(1).call(finalOutput);
    out.println(finalProbability);
    out.println(finalProbability.shape());

    Tensor predictedClass = finalProbability.argmax(1);
    out.println(predictedClass);
  }
}
