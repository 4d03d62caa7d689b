package dev.obor;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of random numbers: Python's {@code torch.random}.
 *
 * <p>All functions may be called from any thread. The functions are also found on {@link Torch},
 * but for {@link #forkRng}.
 */
public final class Random {
  private Random() {}

  /**
   * Remembers the state of the default generators, which come back to it when the fork is closed:
   * Python's {@code torch.random.fork_rng()}.
   *
   * <pre>{@code
   * try (Random.Fork fork = Random.forkRng()) {
   *   Torch.manualSeed(1);
   *   noise = Torch.randn(10);
   * } // goes on as if nothing had been drawn
   * }</pre>
   */
  public static Fork forkRng() {
    List<Generator> generators = new ArrayList<>(List.of(Generator.defaultGenerator()));
    Device accelerator = Accelerator.currentAccelerator();
    for (int i = 0; accelerator != null && i < Accelerator.deviceCount(); i++) {
      generators.add(Generator.ofDevice(Device.of(accelerator.type(), i)));
    }
    return new Fork(generators);
  }

  /** What {@link Torch#manualSeed} does: Python's {@code torch.random.manual_seed(seed)}. */
  public static Generator manualSeed(long seed) {
    return Torch.manualSeed(seed);
  }

  /** What {@link Torch#seed} does: Python's {@code torch.random.seed()}. */
  public static long seed() {
    return Torch.seed();
  }

  /** What {@link Torch#initialSeed} does: Python's {@code torch.random.initial_seed()}. */
  public static long initialSeed() {
    return Torch.initialSeed();
  }

  /** What {@link Torch#getRngState} does: Python's {@code torch.random.get_rng_state()}. */
  public static Tensor getRngState() {
    return Torch.getRngState();
  }

  /** What {@link Torch#setRngState} does: Python's {@code torch.random.set_rng_state(state)}. */
  public static void setRngState(Tensor state) {
    Torch.setRngState(state);
  }

  /** A remembered state of the default generators, which closing brings back. */
  public static final class Fork implements AutoCloseable {
    private final List<Generator> generators;
    private final List<Tensor> states = new ArrayList<>();

    private Fork(List<Generator> generators) {
      this.generators = generators;
      generators.forEach(g -> states.add(g.getState().unscoped()));
    }

    /** Brings the state back. Closing twice is harmless. */
    @Override
    public void close() {
      for (int i = 0; i < states.size(); i++) {
        generators.get(i).setState(states.get(i));
        states.get(i).close();
      }
      states.clear();
    }
  }
}
