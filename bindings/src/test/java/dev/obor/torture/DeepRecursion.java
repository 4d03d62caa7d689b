package dev.obor.torture;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Runs out of stack between and inside of operators, in scopes and outside of them. */
final class DeepRecursion {
  private static final int ROUNDS = 30;

  private DeepRecursion() {}

  public static void main(String[] arguments) throws InterruptedException {
    Torch.setNumThreads(1);
    Tensor x = Torch.ones(4, 4);
    int deepest = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try {
        descend(x, i);
      } catch (StackOverflowError e) {
        deepest++;
      }
    }
    System.out.println("overflows=" + deepest);
    x.close();
    // A tensor whose birth or death the end of the stack interrupts may be lost, but not more.
    ProcessMemory.awaitRelease(2L * ROUNDS, 1 << 20);
    System.out.println("left=" + Obor.memory().tensors());
  }

  private static int descend(Tensor x, int round) {
    if (round % 3 == 0) {
      try (Scope scope = Torch.scope()) {
        return descend(scope.keep(x.matmul(x).add(1)), round) + 1;
      }
    }
    if (round % 3 == 1) {
      return descend(x.softmax(0), round) + 1;
    }
    Tensor y = x.mul(2);
    try {
      return descend(y, round) + 1;
    } finally {
      y.close();
    }
  }
}
