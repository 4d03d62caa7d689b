package dev.obor.training;

import dev.obor.Generator;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file from which a training goes on. */
final class TrainerState {
  private static final String FORMAT = "obor.training/1";

  private TrainerState() {}

  static void save(Trainer<?> trainer, TrainerOptions options, Path file) throws IOException {
    try (Scope scope = Torch.scope()) {
      Map<String, @Nullable Object> state = new LinkedHashMap<>();
      state.put("format", FORMAT);
      state.put("epoch", trainer.history().size());
      state.put("stopped", trainer.isStopped());
      state.put("model", trainer.model().stateDict());
      state.put("optimizer", trainer.optimizer().stateDict());
      state.put("scheduler", options.scheduler == null ? null : options.scheduler.stateDict());
      state.put(
          "step_scheduler",
          options.stepScheduler == null ? null : options.stepScheduler.stateDict());
      state.put("rng_state", Torch.getRngState());
      state.put("generators", options.generators.stream().map(Generator::getState).toList());
      state.put("callbacks", options.callbacks.stream().map(Callback::stateDict).toList());
      state.put("history", trainer.history().epochs());
      Torch.save(state, file);
    }
  }

  /**
   * Reads a file into a trainer and what belongs to it.
   *
   * @return whether the training had been stopped
   * @throws IOException if the file cannot be read or is not a training's
   * @throws ValueException if it belongs to another training
   */
  static boolean load(Trainer<?> trainer, TrainerOptions options, Path file) throws IOException {
    try (Scope scope = Torch.scope()) {
      Object loaded = Torch.<@Nullable Object>load(file);
      if (!(loaded instanceof Map<?, ?> any) || !FORMAT.equals(any.get("format"))) {
        throw new IOException(
            file + ": not the checkpoint of a training: its 'format' is not " + FORMAT);
      }
      Map<String, ?> state = map(any, file + "");
      List<?> generators = list(state, "generators");
      requireCount("generators", generators.size(), options.generators.size(), file);
      List<?> callbacks = list(state, "callbacks");
      requireCount("callbacks", callbacks.size(), options.callbacks.size(), file);

      trainer.model().loadStateDict(map(state.get("model"), "model"));
      trainer.optimizer().loadStateDict(map(state.get("optimizer"), "optimizer"));
      if (options.scheduler != null) {
        options.scheduler.loadStateDict(map(state.get("scheduler"), "scheduler"));
      }
      if (options.stepScheduler != null) {
        options.stepScheduler.loadStateDict(map(state.get("step_scheduler"), "step_scheduler"));
      }
      for (int i = 0; i < callbacks.size(); i++) {
        options.callbacks.get(i).loadStateDict(map(callbacks.get(i), "callbacks"));
      }
      for (int i = 0; i < generators.size(); i++) {
        options.generators.get(i).setState(tensor(generators.get(i), "generators"));
      }
      trainer.history().clear();
      for (Object epoch : list(state, "history")) {
        Map<String, Double> result = new LinkedHashMap<>();
        Map<String, ?> numbers = map(epoch, "history");
        numbers.keySet().forEach(name -> result.put(name, number(numbers, name).doubleValue()));
        trainer.history().add(result);
      }
      // Last, as what comes before may draw random numbers.
      Torch.setRngState(tensor(state.get("rng_state"), "rng_state"));
      return Boolean.TRUE.equals(state.get("stopped"));
    }
  }

  private static void requireCount(String what, int found, int expected, Path file) {
    if (found != expected) {
      throw new ValueException(
          file + ": has " + found + " " + what + ", and the trainer has " + expected);
    }
  }

  private static Map<String, ?> map(@Nullable Object value, String name) {
    if (!(value instanceof Map<?, ?> entries)) {
      throw new ValueException("the checkpoint has no map '" + name + "'");
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    entries.forEach((key, entry) -> named.put(String.valueOf(key), entry));
    return named;
  }

  private static List<?> list(Map<String, ?> state, String name) {
    if (state.get(name) instanceof List<?> values) {
      return new ArrayList<>(values);
    }
    throw new ValueException("the checkpoint has no list '" + name + "'");
  }

  private static Tensor tensor(@Nullable Object value, String name) {
    if (value instanceof Tensor tensor) {
      return tensor;
    }
    throw new ValueException("the checkpoint has no tensor '" + name + "'");
  }

  /** A number in a state dict. */
  static Number number(Map<String, ?> state, String name) {
    if (state.get(name) instanceof Number number) {
      return number;
    }
    throw new ValueException("the checkpoint has no number '" + name + "'");
  }
}
