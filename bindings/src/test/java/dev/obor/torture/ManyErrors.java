package dev.obor.torture;

import dev.obor.Obor;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;

/**
 * Operators that fail, over and over.
 *
 * <p>Argument: how many. Prints the mean time of one in microseconds and how the resident memory
 * grew after the first tenth.
 */
final class ManyErrors {
  private static final int KINDS = 5;

  private ManyErrors() {}

  public static void main(String[] arguments) throws InterruptedException {
    int errors = Integer.parseInt(arguments[0]);
    Torch.setNumThreads(1);
    Tensor two = Torch.ones(2);
    Tensor three = Torch.ones(3);
    Tensor closed = Torch.ones(1);
    closed.close();
    throwSome(errors / 10, two, three, closed);
    double resident = ProcessMemory.resident();
    long begin = System.nanoTime();
    throwSome(errors, two, three, closed);
    System.out.println("microseconds=" + (System.nanoTime() - begin) / 1e3 / errors);
    System.out.println("grown=" + (ProcessMemory.resident() - resident));
    begin = System.nanoTime();
    for (int i = 0; i < errors; i++) {
      throwOne(0, two, three, closed);
    }
    System.out.println("shapeMicroseconds=" + (System.nanoTime() - begin) / 1e3 / errors);
    System.out.println("tensors=" + Obor.memory().tensors());
    two.close();
    three.close();
  }

  private static void throwSome(int count, Tensor two, Tensor three, Tensor closed) {
    for (int i = 0; i < count; i++) {
      throwOne(i % KINDS, two, three, closed);
    }
  }

  private static void throwOne(int kind, Tensor two, Tensor three, Tensor closed) {
    try {
      switch (kind) {
        case 0 -> two.add(three);
        case 1 -> two.select(0, 5);
        case 2 -> two.view(-1, -1);
        case 3 -> two.backward();
        default -> closed.add(1);
      }
    } catch (TorchException e) {
      if (kind < KINDS - 1) {
        return;
      }
    } catch (IllegalStateException e) {
      if (kind == KINDS - 1) {
        return;
      }
    }
    throw new AssertionError("no error of kind " + kind);
  }
}
