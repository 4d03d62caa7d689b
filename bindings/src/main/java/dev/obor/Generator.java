package dev.obor;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A source of random numbers with its own state: Python's {@code torch.Generator}.
 *
 * <pre>{@code
 * Generator g = new Generator();
 * g.manualSeed(42);
 * Tensor x = Torch.randn(size(2, 3), o -> o.generator(g));
 * }</pre>
 *
 * <p>The same seed gives the numbers that Python gives. A generator may be shared between threads;
 * each draw is atomic, but which thread draws which numbers is open. The collector releases it.
 */
public final class Generator {
  private static final Cleaner CLEANER =
      Cleaner.create(work -> ThreadTensors.daemon(work, "obor-generators"));

  private final long handle;

  private Generator(long handle) {
    this.handle = handle;
    CLEANER.register(this, () -> RandomNatives.release(handle));
  }

  /**
   * Makes a generator for the CPU with the default seed 67280421310721: Python's {@code
   * torch.Generator()}.
   */
  public Generator() {
    this(Device.CPU);
  }

  /** Makes a generator for a device: Python's {@code torch.Generator(device)}. */
  public Generator(Device device) {
    this(RandomNatives.create(device.code()));
  }

  /** The generator that is used where none is given: Python's {@code torch.default_generator}. */
  static Generator defaultGenerator() {
    return ofDevice(Device.CPU);
  }

  /** The same for a device. */
  static Generator ofDevice(Device device) {
    return new Generator(RandomNatives.default_generator(device.code()));
  }

  long handle() {
    return handle;
  }

  static long handleOrNone(@Nullable Generator generator) {
    return generator == null ? 0 : generator.handle;
  }

  /**
   * Sets the seed: Python's {@code g.manual_seed(seed)}. Negative seeds count from 2<sup>64</sup>
   * down, as in Python.
   *
   * @return this generator
   */
  public Generator manualSeed(long seed) {
    RandomNatives.set_seed(handle, seed);
    Reference.reachabilityFence(this);
    return this;
  }

  /** The seed that was set last, as an unsigned number: Python's {@code g.initial_seed()}. */
  public long initialSeed() {
    long seed = RandomNatives.initial_seed(handle);
    Reference.reachabilityFence(this);
    return seed;
  }

  /** Sets a seed from the operating system and returns it: Python's {@code g.seed()}. */
  public long seed() {
    long seed = RandomNatives.seed(handle);
    Reference.reachabilityFence(this);
    return seed;
  }

  /** The whole state in a new uint8 tensor: Python's {@code g.get_state()}. */
  public Tensor getState() {
    long state = RandomNatives.get_state(handle);
    Reference.reachabilityFence(this);
    return Tensor.own(state);
  }

  /**
   * Goes back to a state from {@link #getState}: Python's {@code g.set_state(state)}.
   *
   * @throws TorchException if the tensor is not the state of such a generator
   */
  public void setState(Tensor state) {
    RandomNatives.set_state(handle, state.handle());
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(state);
  }

  /** A new generator with the same state: Python's {@code g.clone_state()}. */
  public Generator cloneState() {
    long clone = RandomNatives.clone_state(handle);
    Reference.reachabilityFence(this);
    return new Generator(clone);
  }

  /**
   * The position in the sequence of numbers: Python's {@code g.get_offset()}.
   *
   * @throws TorchException if it is a generator for the CPU, which counts no positions
   */
  public long getOffset() {
    long offset = RandomNatives.get_offset(handle);
    Reference.reachabilityFence(this);
    return offset;
  }

  /**
   * Goes to a position in the sequence of numbers: Python's {@code g.set_offset(offset)}.
   *
   * @throws TorchException if it is a generator for the CPU, which counts no positions
   */
  public void setOffset(long offset) {
    RandomNatives.set_offset(handle, offset);
    Reference.reachabilityFence(this);
  }

  /** The device whose numbers it makes: Python's {@code g.device}. */
  public Device device() {
    int code = RandomNatives.device(handle);
    Reference.reachabilityFence(this);
    return Device.ofCode(code);
  }
}
