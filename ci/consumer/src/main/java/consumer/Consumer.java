package consumer;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.optim.SGD;

/** Learns a straight line, as somebody who has just added the dependency would. */
public final class Consumer {
  static final class Line extends Module {
    final Linear linear = new Linear(1, 1);

    @Override
    public Tensor forward(Tensor x) {
      return linear.call(x);
    }
  }

  public static void main(String[] args) {
    Torch.manualSeed(0);
    Line model = new Line();
    SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.5));
    double loss = Double.NaN;
    for (int step = 0; step < 200; step++) {
      try (Scope scope = Torch.scope()) {
        Tensor x = Torch.rand(64, 1);
        Tensor error = F.mseLoss(model.call(x), x.mul(3).add(2));
        error.backward();
        optimizer.step();
        optimizer.zeroGrad();
        loss = error.item().doubleValue();
      }
    }
    System.out.println(Obor.diagnose());
    System.out.println("weight " + model.linear.weight.item() + ", bias " + model.linear.bias.item());
    if (!(loss < 1e-3)) {
      throw new IllegalStateException("the model has not learnt: the loss is " + loss);
    }
    System.out.println("learnt");
  }
}
