package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.AutogradEngine.Packed;
import dev.obor.AutogradEngine.SavedTensorHooks;
import dev.obor.SavedTensors;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One checkpoint. In the place of each tensor that its function saves, the graph keeps a {@link
 * Holder}; the first one that a backward pass asks for has the function run again.
 *
 * <p>The graph holds the holders, these hold the frame, and the frame knows the holders weakly:
 * everything goes with the graph.
 */
final class CheckpointFrame implements SavedTensorHooks {
  private static final String TIP =
      "Run the function twice and compare what it saves, or set determinismCheck(\"none\").";

  /** So many backward passes through one graph are remembered. */
  private static final int REMEMBERED_PASSES = 64;

  /** Numbers for requests that come from outside of a backward pass. */
  private static final AtomicInteger OUTSIDE = new AtomicInteger(-2);

  /** Stands for a saved tensor. */
  private static final class Holder {
    private final CheckpointFrame frame;
    private final @Nullable String metadata;

    /** By the number of the backward pass: tensors that have been computed and not asked for. */
    private final Map<Integer, Tensor> computed = new HashMap<>();

    private Holder(CheckpointFrame frame, @Nullable String metadata) {
      this.frame = frame;
      this.metadata = metadata;
    }

    private synchronized void put(int pass, Tensor tensor) {
      computed.put(pass, tensor);
    }

    private synchronized @Nullable Tensor peek(int pass) {
      return computed.get(pass);
    }

    private synchronized @Nullable Tensor take(int pass) {
      return computed.remove(pass);
    }
  }

  /** The second run, for one backward pass. */
  private final class Recomputation implements SavedTensorHooks {
    private final int pass;
    private int count;
    private boolean isDone;
    private boolean isPartial;

    private Recomputation(int pass) {
      this.pass = pass;
    }

    @Override
    public Packed pack(Tensor tensor) {
      Tensor plain = Aten.detach(tensor);
      int index = count++;
      if (index >= holders.size()) {
        if (isForwardComplete) {
          throw new CheckpointException(
              "torch.utils.checkpoint: trying to save more tensors during recomputation than during"
                  + " the original forward pass.\n"
                  + TIP);
        }
        isPartial = true;
        return new Packed(null, plain, null);
      }
      Holder holder = holders.get(index).get();
      if (holder != null) {
        holder.put(pass, Aten.detach(tensor).unscoped());
      }
      if (isEarlyStop && count == holders.size()) {
        throw new RecomputationStopped();
      }
      return new Packed(null, plain, null);
    }

    @Override
    public Tensor unpack(Packed packed) {
      return Objects.requireNonNull(packed.tensor());
    }

    private void run(SavedTensors inputs) {
      count = 0;
      isPartial = false;
      try {
        compute(inputs);
        check();
        isDone = true;
      } finally {
        if (!isDone) {
          discard();
        }
      }
    }

    private void compute(SavedTensors inputs) {
      try (Restored numbers = new Restored(randomState)) {
        Tensor[] tensors = inputs.unpack().toArray(new Tensor[0]);
        AutogradEngine.record(
            this,
            () -> {
              Object unused = function.apply(tensors);
            });
      } catch (RecomputationStopped e) {
        // everything that was wanted is there
      }
    }

    private void discard() {
      for (WeakReference<Holder> reference : holders) {
        Holder holder = reference.get();
        Tensor computed = holder == null ? null : holder.take(pass);
        if (computed != null) {
          computed.close();
        }
      }
    }

    private void check() {
      if (isPartial) {
        return;
      }
      if (count != holders.size()) {
        throw new CheckpointException(
            "torch.utils.checkpoint: A different number of tensors was saved during the original"
                + " forward and recomputation.\nNumber of tensors saved during forward: "
                + holders.size()
                + "\nNumber of tensors saved during recomputation: "
                + count
                + ".\n"
                + TIP);
      }
      StringBuilder different = new StringBuilder();
      for (int i = 0; i < count; i++) {
        Holder holder = holders.get(i).get();
        Tensor tensor = holder == null ? null : holder.peek(pass);
        if (holder == null || tensor == null || holder.metadata == null) {
          continue;
        }
        String metadata = metadata(tensor);
        if (!metadata.equals(holder.metadata)) {
          different
              .append("tensor at position ")
              .append(i)
              .append(":\nsaved metadata: ")
              .append(holder.metadata)
              .append("\nrecomputed metadata: ")
              .append(metadata)
              .append("\n");
        }
      }
      if (different.length() > 0) {
        throw new CheckpointException(
            "torch.utils.checkpoint: Recomputed values for the following tensors have different"
                + " metadata than during the forward pass.\n"
                + different
                + ".\n"
                + TIP);
      }
    }
  }

  /** Ends the second run from inside; not an exception, which functions may catch. */
  private static final class RecomputationStopped extends Error {
    private static final long serialVersionUID = 1L;

    private RecomputationStopped() {
      super("the recomputation of a checkpoint has all that it needs", null, false, false);
    }
  }

  /** Draws the random numbers of the first run once more, then those that would have come. */
  private static final class Restored implements AutoCloseable {
    private final byte @Nullable [] before;

    private Restored(byte @Nullable [] state) {
      before = state == null ? null : randomState();
      if (state != null) {
        set(state);
      }
    }

    private static void set(byte[] state) {
      Torch.scoped(() -> Torch.setRngState(Torch.fromUnsignedArray(state)));
    }

    @Override
    public void close() {
      if (before != null) {
        set(before);
      }
    }
  }

  private final Function<Tensor[], ?> function;
  private final byte @Nullable [] randomState;
  private final boolean isChecked;
  private final boolean isEarlyStop;
  private final List<WeakReference<Holder>> holders = new ArrayList<>();
  private final Map<Integer, Recomputation> passes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Recomputation> eldest) {
          return size() > REMEMBERED_PASSES;
        }
      };

  /** Only while the function runs for the first time. */
  private @Nullable SavedTensors inputs;

  private volatile boolean isForwardComplete;

  CheckpointFrame(Function<Tensor[], ?> function, CheckpointOptions options, SavedTensors inputs) {
    this.function = function;
    this.randomState = options.preserveRngState ? randomState() : null;
    this.isChecked = options.checkDeterminism;
    this.isEarlyStop = options.earlyStop;
    this.inputs = inputs;
  }

  private static byte[] randomState() {
    try (Tensor state = Torch.getRngState()) {
      return state.toByteArray();
    }
  }

  void completeForward() {
    inputs = null;
    isForwardComplete = true;
  }

  private static String metadata(Tensor tensor) {
    return "{'shape': "
        + tensor.size()
        + ", 'dtype': "
        + tensor.dtype()
        + ", 'device': "
        + tensor.device()
        + "}";
  }

  @Override
  public Packed pack(Tensor tensor) {
    Holder holder = new Holder(this, isChecked ? metadata(tensor) : null);
    holders.add(new WeakReference<>(holder));
    return new Packed(holder, null, inputs);
  }

  @Override
  public Tensor unpack(Packed packed) {
    Holder holder = (Holder) Objects.requireNonNull(packed.value());
    SavedTensors saved = Objects.requireNonNull(packed.saved());
    int task = AutogradEngine.graphTask();
    int pass = task >= 0 ? task : OUTSIDE.getAndDecrement();
    return holder.frame.tensor(holder, pass, saved);
  }

  private Tensor tensor(Holder holder, int pass, SavedTensors saved) {
    Recomputation recomputation;
    synchronized (passes) {
      recomputation = passes.computeIfAbsent(pass, Recomputation::new);
    }
    synchronized (recomputation) {
      if (!recomputation.isDone) {
        recomputation.run(saved);
      }
    }
    Tensor computed = holder.take(pass);
    if (computed == null) {
      throw new CheckpointException(
          "torch.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked"
              + " once. If you are calling ctx.saved_tensors in backward, make sure to do so only"
              + " once.");
    }
    try (computed) {
      return Aten.detach(computed);
    }
  }
}
