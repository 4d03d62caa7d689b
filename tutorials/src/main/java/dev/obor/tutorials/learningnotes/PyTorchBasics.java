package dev.obor.tutorials.learningnotes;

import static dev.obor.notebook.Display.display;
import static dev.obor.notebook.Display.tuple;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.tutorials.Block;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Part 1: PyTorch basics. */
@Block(
    value = {"000-01", "000-02"},
    differs = "Maven fetches Obor and LibTorch; imports stand at the top of the file")
public final class PyTorchBasics {
  private final PrintStream out;

  /** The part prints to {@code out}. */
  public PyTorchBasics(PrintStream out) {
    this.out = out;
  }

  /** Runs the sections. */
  public void run() {
    out.println("\n# Part 1: PyTorch basics");
    out.println("\n## 1.1 Tensor");
    Tensor matrix = tensors();
    raggedRows();
    out.println("\n## 1.2 Tensor operations and gradients");
    Tensor[] leaves = leaves();
    Tensor y = arithmetic(leaves[0], leaves[1], leaves[2]);
    derivatives(y, leaves[0], leaves[1], leaves[2]);
    out.println("\n## 1.3 Tensor functions");
    functions(matrix);
    out.println("\n## 1.4 Interoperability with arrays");
    arrays();
  }

  /** A number, a vector, a matrix and three dimensions, with their dtypes and shapes. */
  @Block({"000-03", "000-05", "000-06"})
  Tensor tensors() {
    // Number
    Tensor t1 = Torch.tensor(4.0);
    // Vector
    Tensor t2 = Torch.tensor(new double[] {1, 2, 3, 4});
    // Matrix
    Tensor t3 = Torch.tensor(new double[][] {{5, 6}, {7, 8}, {9, 10}});
    // Three dimensions
    Tensor t4 =
        Torch.tensor(
            new double[][][] {
              {{11, 12, 13}, {13, 14, 15}},
              {{15, 16, 17}, {17, 18, 19}}
            });

    out.println(t1.dtype());

    out.println(t1.shape());
    out.println(t2.shape());
    out.println(t3.shape());
    out.println(t4.shape());
    return t3;
  }

  /** Rows of different lengths make no tensor. */
  @Block("000-04")
  void raggedRows() {
    try {
      Torch.tensor(new double[][] {{5, 6, 11}, {7, 8}, {9, 10}});
    } catch (ValueException e) {
      out.println(e.getMessage());
    }
  }

  /** Three numbers, and two of them get gradients. */
  @Block("000-07")
  Tensor[] leaves() {
    Tensor x = Torch.tensor(3.0);
    Tensor w = Torch.tensor(4.0, o -> o.requiresGrad(true));
    Tensor b = Torch.tensor(5.0, o -> o.requiresGrad(true));
    out.println(tuple(x, w, b));
    return new Tensor[] {x, w, b};
  }

  /** A result remembers how it was computed. */
  @Block("000-08")
  Tensor arithmetic(Tensor x, Tensor w, Tensor b) {
    Tensor y = w.mul(x).add(b);
    out.println(y);
    return y;
  }

  /** The derivatives of the result by the tensors that require gradients. */
  @Block({"000-09", "000-10"})
  void derivatives(Tensor y, Tensor x, Tensor w, Tensor b) {
    y.backward();

    out.println("dy/dx: " + display(x.grad()));
    out.println("dy/dw: " + w.grad());
    out.println("dy/db: " + b.grad());
  }

  /** A few of the many functions that make and change tensors. */
  @Block({"000-11", "000-12", "000-13", "000-14"})
  void functions(Tensor t3) {
    // The same value everywhere
    Tensor t6 = Torch.full(Torch.size(3, 2), 42);
    out.println(t6);

    // Rows of one tensor below those of another
    Tensor t7 = Torch.cat(List.of(t3, t6));
    out.println(t7);

    // The sine of each element
    Tensor t8 = Torch.sin(t7);
    out.println(t8);

    // The same elements in another shape
    Tensor t9 = t8.reshape(3, 2, 2);
    out.println(t9);
  }

  /** From arrays to tensors and back. */
  @Block(
      value = {"000-15", "000-16", "000-17"},
      differs =
          "arrays of Java, which print otherwise, take NumPy's place; the tensor is a copy"
              + " (Torch.fromBuffer shares memory)")
  void arrays() {
    double[][] x = {{1, 2}, {3, 4}};
    out.println(Arrays.deepToString(x));
    Tensor y = Torch.tensor(x, o -> o.dtype(DType.FLOAT64));
    out.println(y);

    out.println(x.getClass().getSimpleName() + ", " + y.dtype());

    Object z = y.tolist();
    out.println(z);
  }
}
