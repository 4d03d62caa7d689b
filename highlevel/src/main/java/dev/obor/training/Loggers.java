package dev.obor.training;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Callbacks that print how a training gets on, in the forms of the tutorials.
 *
 * <pre>{@code
 * new Trainer<>(model, optimizer, o -> o.epochs(5).callback(Loggers.losses(System.out::println)));
 * }</pre>
 */
public final class Loggers {
  private Loggers() {}

  /**
   * Prints what each validation measured: {@code Epoch [0], val_loss: 0.4251, val_acc: 0.8895}.
   *
   * <p>An {@link ImageClassificationBase} prints that line by itself.
   *
   * @param printer takes a line
   */
  public static Callback validation(Consumer<String> printer) {
    return new Callback() {
      @Override
      public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
        StringBuilder text = new StringBuilder("Epoch [").append(trainer.epoch()).append(']');
        result.forEach(
            (name, value) -> {
              if (!name.equals("train_loss") && !name.equals("lr")) {
                text.append(", ").append(name).append(": ").append(PythonNumber.fixed(value, 4));
              }
            });
        printer.accept(text.toString());
      }
    };
  }

  /**
   * Prints the loss of the last step of some epochs: {@code Epoch [10/100], Loss: 0.1234}.
   *
   * @param every 10 for each tenth epoch
   * @param printer takes a line
   */
  public static Callback loss(int every, Consumer<String> printer) {
    requirePositive(every);
    return new Callback() {
      private double last;

      @Override
      public void stepEnd(Trainer<?> trainer, Tensor loss) {
        last = loss.item().doubleValue();
      }

      @Override
      public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
        int number = trainer.epoch() + 1;
        if (number % every == 0) {
          printer.accept(
              "Epoch ["
                  + number
                  + "/"
                  + trainer.epochs()
                  + "], Loss: "
                  + PythonNumber.fixed(last, 4));
        }
      }
    };
  }

  /**
   * Prints the loss of some steps: {@code loss: 2.303494 [ 64/60000]}.
   *
   * @param every 100 for the first of each hundred steps
   * @param printer takes a line
   */
  public static Callback steps(int every, Consumer<String> printer) {
    requirePositive(every);
    return new Callback() {
      @Override
      public void stepEnd(Trainer<?> trainer, Tensor loss) {
        if (trainer.step() % every == 0) {
          printer.accept(
              String.format(
                  Locale.ROOT,
                  "loss: %7s  [%5d/%5d]",
                  PythonNumber.fixed(loss.item().doubleValue(), 6),
                  trainer.seen(),
                  trainer.items()));
        }
      }
    };
  }

  /**
   * Prints the validation of each epoch on two lines, with an empty one after them: {@code Test
   * Error:}, and {@code Accuracy: 61.8%, Avg loss: 1.082538}.
   *
   * @param printer takes the lines as one text, without the last line's end
   * @throws ValueException in the training, if it has no {@code val_loss} or no {@code val_acc}
   */
  public static Callback testError(Consumer<String> printer) {
    return new Callback() {
      @Override
      public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
        String accuracy = PythonNumber.fixed(100 * Monitor.measure(result, "val_acc"), 1);
        String loss = PythonNumber.fixed(Monitor.measure(result, "val_loss"), 6);
        printer.accept(
            String.format(
                Locale.ROOT, "Test Error: \n Accuracy: %s%%, Avg loss: %8s \n", accuracy, loss));
      }
    };
  }

  /**
   * Prints the losses of each epoch: {@code Epoch: 1/30.. Training Loss: 0.510.. Test Loss: 0.452..
   * Test Accuracy: 0.837}.
   *
   * @param printer takes a line
   * @throws ValueException in the training, if it has no {@code val_loss} or no {@code val_acc}
   */
  public static Callback losses(Consumer<String> printer) {
    return new Callback() {
      @Override
      public void epochEnd(Trainer<?> trainer, Map<String, Double> result) {
        printer.accept(
            "Epoch: "
                + (trainer.epoch() + 1)
                + "/"
                + trainer.epochs()
                + "..  Training Loss: "
                + PythonNumber.fixed(Monitor.measure(result, "train_loss"), 3)
                + "..  Test Loss: "
                + PythonNumber.fixed(Monitor.measure(result, "val_loss"), 3)
                + "..  Test Accuracy: "
                + PythonNumber.fixed(Monitor.measure(result, "val_acc"), 3));
      }
    };
  }

  private static void requirePositive(int every) {
    if (every < 1) {
      throw new ValueException("every must be at least 1, but is " + every);
    }
  }
}
