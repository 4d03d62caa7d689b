package dev.obor.tutorials.introduction;

import static dev.obor.notebook.Display.tuple;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;

/** What a tensor is, and the ways to make one. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class CreatingTensors extends Chapter {
  /** Makes the chapter. */
  public CreatingTensors(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    importingTorch();
    scalar();
    vector();
    matrix();
    tensor();
    Tensor randomTensor = randomTensors();
    zerosAndOnes(randomTensor);
    ranges();
    dtypes();
  }

  @Block(value = "003-01", differs = "prints the version of the LibTorch that is loaded")
  void importingTorch() {
    out.println(Torch.version());
  }

  /** A number is a tensor too: one without dimensions. */
  @Block({"003-02", "003-03"})
  void scalar() {
    Tensor scalar = Torch.tensor(7);
    out.println(scalar);

    out.println("the shape is " + scalar.shape());
    out.println("the size is " + scalar.size());
    out.println("the number of dimension is " + scalar.ndim());
    out.println("the datatype is " + scalar.dtype());
  }

  @Block({"003-04", "003-05"})
  void vector() {
    Tensor vector = Torch.tensor(new int[] {1, 2, 3});
    out.println(vector);

    out.println("the shape of vector is " + vector.shape());
    out.println("the size of vector is " + vector.size());
    out.println("the number of dimension of vector is " + vector.ndim());
    out.println("the datatype of vector is " + vector.dtype());
  }

  @Block({"003-06", "003-07"})
  void matrix() {
    Tensor myMatrix = Torch.tensor(new int[][] {{1, 2, 3}, {4, 5, 6}});

    out.println("the shape of MY_MATRIX is " + myMatrix.shape());
    out.println("the size of MY_MATRIX is " + myMatrix.size());
    out.println("the number of dimension of MY_MATRIX is " + myMatrix.ndim());
    out.println("the datatype of MY_MATRIX is " + myMatrix.dtype());
  }

  @Block({"003-08", "003-09"})
  void tensor() {
    Tensor myTensor = Torch.tensor(new int[][][] {{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}});
    out.println(myTensor);

    out.println("the shape of MY_TENSOR is " + myTensor.shape());
    out.println("the size of MY_TENSOR is " + myTensor.size());
    out.println("the number of dimension of MY_TENSOR is " + myTensor.ndim());
    out.println("the datatype of MY_TENSOR is " + myTensor.dtype());
  }

  /** Without a dtype, random numbers are float32. */
  @Block("003-10")
  Tensor randomTensors() {
    Tensor randomTensor = Torch.rand(1, 3, 4);
    out.println(tuple(randomTensor, randomTensor.dtype()));
    return randomTensor;
  }

  @Block("003-11")
  void zerosAndOnes(Tensor randomTensor) {
    Tensor randomZero = Torch.zeros(1, 3, 4);
    Tensor similarZero = Torch.zerosLike(randomTensor);
    out.println(randomTensor);
    out.println(similarZero);
  }

  @Block("003-12")
  void ranges() {
    Tensor rangeTensor = Torch.arange(1, 10, 0.5);
    out.println(rangeTensor);
  }

  /** Where dtypes meet, the result has the one that can hold both. */
  @Block("003-13")
  void dtypes() {
    Tensor tensor1 = Torch.arange(1, 10, o -> o.dtype(DType.FLOAT16));
    Tensor tensor2 = Torch.arange(1, 10, o -> o.dtype(DType.INT32));
    out.println(tensor1.mul(tensor2));
  }
}
