package dev.obor.tutorials.introduction;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.optim.Optimizer;
import dev.obor.optim.SGD;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import java.io.PrintStream;
import org.jspecify.annotations.NullUnmarked;

/** How gradients come about, and what an optimizer does with them. */
@NullUnmarked // grad() is there after backward()
public final class AutomaticDifferentiation extends Chapter {
  /** Makes the chapter. */
  public AutomaticDifferentiation(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() {
    gradients();
    jacobianProduct();
    optimizer();
  }

  @Block({"003-76", "003-77", "003-78", "003-79", "003-80", "003-81"})
  void gradients() {
    Tensor x = Torch.rand(1, 5);
    Tensor w = Torch.rand(Torch.size(5, 1), o -> o.requiresGrad(true));
    Tensor b = Torch.rand(Torch.size(1), o -> o.requiresGrad(true));
    Tensor z = x.matmul(w).add(b);

    Tensor y = Torch.tensor(1.5);
    Tensor loss = y.sub(z);

    loss.backward();

    out.println(w.grad());
    out.println(b.grad());

    // who only predicts needs no gradients
    z = Torch.matmul(x, w).add(b);
    out.println(z.requiresGrad());

    try (ThreadMode mode = Torch.noGrad()) {
      z = Torch.matmul(x, w).add(b);
    }
    out.println(z.requiresGrad());
  }

  /** Of an output that is no single number, backward gives the product with a vector. */
  @Block({"003-82", "003-83"})
  void jacobianProduct() {
    Tensor inp = Torch.eye(4, 5, o -> o.requiresGrad(true));
    out.println(inp);

    Tensor output = inp.add(1).pow(2).t();
    output.backward(o -> o.gradient(Torch.onesLike(output)).retainGraph(true));
    out.println("First call\n" + inp.grad());
    // gradients add up
    output.backward(o -> o.gradient(Torch.onesLike(output)).retainGraph(true));
    out.println("\nSecond call\n" + inp.grad());
    inp.grad().zero_();
    output.backward(o -> o.gradient(Torch.onesLike(output)).retainGraph(true));
    out.println("\nCall after zeroing gradients\n" + inp.grad());
  }

  @Block({"003-84", "003-85"})
  void optimizer() {
    Module model = new Linear(28 * 28, 10);
    final double learningRate = 1e-3;
    Optimizer optimizer = new SGD(model.parameters(), o -> o.lr(learningRate));

    optimizer.zeroGrad();
  }
}
