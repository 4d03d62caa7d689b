package dev.obor.tutorials.introduction;

import static dev.obor.notebook.Display.tuple;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Computing with tensors, changing their shapes, and picking parts of them. */
public final class TensorManipulation extends Chapter {
  /** Makes the chapter. */
  public TensorManipulation(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    matrixOperation();
    aggregation();
    changingDatatypes();
    reshaping();
    Tensor squeezed = squeeze();
    unsqueeze(squeezed);
    indexing();
    view();
    fromArrays();
    reproducibility();
    reproducibility();
  }

  /** Both operands of a matrix product must have one dtype, and shapes that fit. */
  @Block({"003-14", "003-15", "003-16", "003-17", "003-18"})
  void matrixOperation() {
    try {
      Tensor half = Torch.arange(1, 10, o -> o.dtype(DType.FLOAT16));
      Tensor whole = Torch.arange(1, 10, o -> o.dtype(DType.INT32));
      out.println(half.matmul(whole));
    } catch (TorchException e) {
      out.println(e.getMessage());
    }

    Tensor tensor1 = Torch.arange(1, 10, o -> o.dtype(DType.FLOAT16));
    Tensor tensor2 = Torch.rand(Torch.size(1, 9), o -> o.dtype(DType.FLOAT16));
    out.println(tuple(tensor1.shape(), tensor2.shape()));

    tensor1 = tensor1.unsqueeze(0);
    out.println(tensor1.shape());

    Tensor tensor3 = tensor1.matmul(tensor2.T());
    out.println(tensor3);

    // element by element
    out.println(tensor1.mul(tensor2));
  }

  @Block({"003-19", "003-20", "003-21", "003-22"})
  void aggregation() {
    Tensor randomTensor = Torch.rand(2, 2);
    out.println(randomTensor);

    out.println("Minimum: " + randomTensor.min().item());
    out.println("Maximum: " + randomTensor.max().item());
    out.println("Mean: " + randomTensor.mean().item());
    out.println("Sum: " + randomTensor.sum().item());

    randomTensor = Torch.rand(1, 2, 2);
    out.println(randomTensor);

    // the index in the flattened tensor
    out.println(" Max index  :  " + Torch.argmax(randomTensor).item());
    out.println(" Min index  :  " + Torch.argmin(randomTensor).item());
  }

  @Block({"003-23", "003-24"})
  void changingDatatypes() {
    Tensor randomTensor = Torch.rand(2, 3, 3);
    out.println(randomTensor.dtype());
    out.println(randomTensor);

    Tensor changedRandom = randomTensor.type(DType.INT8);
    out.println(changedRandom.dtype());
    out.println(changedRandom);
  }

  @Block("003-25")
  void reshaping() {
    Tensor originalTensor = Torch.rand(2, 5);
    out.println("The original tensor is : ");
    out.println(originalTensor);
    Tensor reshapedTensor = originalTensor.reshape(1, 10);
    out.println("The reshaped tensor is : ");
    out.println(reshapedTensor);
  }

  /** Takes away the dimensions of size 1. */
  @Block("003-26")
  Tensor squeeze() {
    Tensor orgTensor = Torch.rand(1, 2, 2);
    out.println(orgTensor.shape());
    Tensor squeezedTensor = orgTensor.squeeze();
    out.println(squeezedTensor.shape());
    return squeezedTensor;
  }

  /** Puts in a dimension of size 1, here in front. */
  @Block("003-27")
  void unsqueeze(Tensor squeezedTensor) {
    Tensor unsqueezedTensor = squeezedTensor.unsqueeze(0);
    out.println(unsqueezedTensor.shape());
  }

  @Block({"003-28", "003-29", "003-30"})
  void indexing() {
    Tensor randomTensor = Torch.rand(2, 3, 3);
    out.println(randomTensor);

    // the first column of each matrix
    out.println(randomTensor.get(":, :, 0"));

    // the first row of each matrix
    out.println(randomTensor.get(":, 0, :"));
  }

  /** A view shows the same memory in another shape: what changes in one changes in both. */
  @Block({"003-31", "003-32", "003-33", "003-34"})
  void view() {
    Tensor myTensor = Torch.zeros(2, 3);
    out.println(myTensor);

    Tensor viewTensor = myTensor.view(1, 6);
    out.println(viewTensor);

    viewTensor.set(1, 0, 5);
    out.println(viewTensor);

    out.println(myTensor);
  }

  @Block(
      value = {"003-35", "003-36"},
      differs = "Java's double[][] is in NumPy's place, with Java's random numbers")
  void fromArrays() {
    Random random = new Random(settings.seed());
    double[][] array1 =
        Stream.generate(() -> random.doubles(5).toArray()).limit(3).toArray(double[][]::new);
    out.println(Arrays.deepToString(array1));

    // double in Java is Python's default float; the dtype keeps all of its digits
    Tensor tensor1 = Torch.tensor(array1, o -> o.dtype(DType.FLOAT64));
    out.println(tensor1);
  }

  /** The same seed, and so the same numbers, however often. */
  @Block({"003-37", "003-38"})
  void reproducibility() {
    final long randomSeed = 199;
    Torch.manualSeed(randomSeed);
    Tensor randomTensor = Torch.rand(5, 5);
    out.println(randomTensor);
  }
}
