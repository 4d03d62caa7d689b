package dev.obor;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Points that fill a cube more evenly than random ones, Sobol's sequence: Python's {@code
 * torch.quasirandom.SobolEngine}.
 *
 * <p>The same dimension, and for a scrambled sequence the same seed, give the points that Python
 * gives. An engine is not safe for use by several threads. Its tensors belong to no scope; {@link
 * #close} releases them, or the garbage collector does.
 */
public final class SobolEngine implements AutoCloseable {
  /** The most dimensions that there are numbers for: Python's {@code SobolEngine.MAXDIM}. */
  public static final int MAXDIM = 21201;

  /** The bits of each coordinate: Python's {@code SobolEngine.MAXBIT}. */
  public static final int MAXBIT = 30;

  private final int dimension;
  private final Options options;
  private final Tensor directions;
  private final Tensor shift;
  private final Tensor quasi;
  private long generated;

  /** The keyword arguments. */
  public static final class Options {
    private boolean scramble;
    private @Nullable Long seed;

    private Options() {}

    /** Sets whether the points are scrambled at random; without it, they are not. */
    public Options scramble(boolean value) {
      this.scramble = value;
      return this;
    }

    /** Sets the seed of the scrambling; without it, the default generator decides. */
    public Options seed(long value) {
      this.seed = value;
      return this;
    }
  }

  /**
   * The points of a cube of some dimensions, not scrambled.
   *
   * <pre>{@code
   * SobolEngine s = new SobolEngine(2);
   * s.draw(3)
   * // tensor([[0.0000, 0.0000],
   * //         [0.5000, 0.5000],
   * //         [0.7500, 0.2500]])
   * s.draw(1) // tensor([[0.2500, 0.7500]])
   * s.close();
   * }</pre>
   */
  public SobolEngine(int dimension) {
    this(dimension, o -> {});
  }

  /**
   * The same with Python's keyword arguments {@code scramble} and {@code seed}.
   *
   * <pre>{@code
   * SobolEngine s = new SobolEngine(2, o -> o.scramble(true).seed(3));
   * s.draw(2)
   * // tensor([[0.0685, 0.2245],
   * //         [0.6215, 0.7231]])
   * s.fastForward(1).draw(1) // tensor([[0.4709, 0.9936]])
   * s.reset().drawBase2(1)
   * // tensor([[0.0685, 0.2245],
   * //         [0.6215, 0.7231]])
   * s // SobolEngine(dimension=2, scramble=True, seed=3)
   * s.close();
   * }</pre>
   *
   * @throws ValueException if the dimension is not from 1 to {@link #MAXDIM}
   */
  public SobolEngine(int dimension, Consumer<Options> options) {
    if (dimension < 1 || dimension > MAXDIM) {
      throw new ValueException(
          "Supported range of dimensionality for SobolEngine is [1, " + MAXDIM + "]");
    }
    this.dimension = dimension;
    this.options = new Options();
    options.accept(this.options);
    try (Scope scope = Torch.scope()) {
      directions = whole(dimension, MAXBIT).unscoped();
      Aten._sobol_engine_initialize_state_(directions, dimension);
      shift = (this.options.scramble ? scrambled() : whole(dimension)).unscoped();
      quasi = shift.clone().unscoped();
    }
  }

  private static Tensor whole(long... size) {
    return Torch.zeros(Size.of(size), o -> o.dtype(DType.INT64).device(Device.CPU));
  }

  /** Scrambles the directions, and returns where the sequence begins. */
  private Tensor scrambled() {
    Generator generator = Generator.defaultGenerator();
    Long seed = options.seed;
    if (seed != null) {
      generator = new Generator().manualSeed(seed);
    }
    Tensor bits = draw(generator, dimension, MAXBIT);
    Tensor powers = Torch.pow(2, Torch.arange(MAXBIT, o -> o.device(Device.CPU)));
    Tensor begin = Torch.mv(bits, powers);
    Tensor matrices = draw(generator, dimension, MAXBIT, MAXBIT).tril();
    Aten._sobol_engine_scramble_(directions, matrices, dimension);
    return begin;
  }

  private static Tensor draw(Generator generator, long... size) {
    return Torch.randint(2, Size.of(size), o -> o.generator(generator).device(Device.CPU));
  }

  /**
   * The next points, in the default dtype: Python's {@code engine.draw(n)}.
   *
   * @return a new tensor {@code (n, dimension)}, with coordinates from 0, included, to 1, excluded
   */
  public Tensor draw(long n) {
    return draw(n, Torch.getDefaultDtype());
  }

  /** The next points in another dtype: Python's {@code engine.draw(n, dtype=dtype)}. */
  public Tensor draw(long n, DType dtype) {
    try (Scope scope = Torch.scope()) {
      Tensor points;
      if (generated > 0) {
        points = drawn(n, generated - 1, dtype);
      } else {
        Tensor first = quasi.div(1L << MAXBIT).reshape(1, -1).to(dtype);
        points = n == 1 ? first : Torch.cat(List.of(first, drawn(n - 1, 0, dtype)), -2);
      }
      generated += n;
      return scope.keep(points);
    }
  }

  private Tensor drawn(long n, long before, DType dtype) {
    Tensor[] results = Aten._sobol_engine_draw(quasi, n, directions, dimension, before, dtype);
    quasi.copy_(results[1]);
    return results[0];
  }

  /**
   * The next {@code 2^m} points, which keep the balance of the sequence: Python's {@code
   * engine.draw_base2(m)}.
   *
   * @throws ValueException if the points drawn so far and these are no power of two together, or
   *     {@code m} is not from 0 to {@link #MAXBIT}
   */
  public Tensor drawBase2(int m) {
    return drawBase2(m, Torch.getDefaultDtype());
  }

  /** The same in another dtype: Python's {@code engine.draw_base2(m, dtype=dtype)}. */
  public Tensor drawBase2(int m, DType dtype) {
    if (m < 0 || m > MAXBIT) {
      throw new ValueException("m must be from 0 to " + MAXBIT + ", got " + m);
    }
    long n = 1L << m;
    long total = generated + n;
    if ((total & (total - 1)) != 0) {
      throw new ValueException(
          "The balance properties of Sobol' points require n to be a power of 2. "
              + generated
              + " points have been previously generated, then: n="
              + generated
              + "+2**"
              + m
              + "="
              + total
              + ". If you still want to do this, please use 'SobolEngine.draw()' instead.");
    }
    return draw(n, dtype);
  }

  /**
   * Leaves out the next points: Python's {@code engine.fast_forward(n)}.
   *
   * @throws ValueException if the number is negative
   */
  public SobolEngine fastForward(long n) {
    if (n < 0) {
      throw new ValueException("n must not be negative, got " + n);
    }
    if (n == 0) {
      return this;
    }
    boolean begun = generated > 0;
    Aten._sobol_engine_ff_(
        quasi, begun ? n : n - 1, directions, dimension, begun ? generated - 1 : generated);
    generated += n;
    return this;
  }

  /** Begins the sequence anew: Python's {@code engine.reset()}. */
  public SobolEngine reset() {
    quasi.copy_(shift);
    generated = 0;
    return this;
  }

  /** How many dimensions the points have: Python's {@code engine.dimension}. */
  public int dimension() {
    return dimension;
  }

  /** How many points were drawn or left out: Python's {@code engine.num_generated}. */
  public long numGenerated() {
    return generated;
  }

  /** Releases the engine's tensors; closing twice is harmless. */
  @Override
  public void close() {
    directions.close();
    shift.close();
    quasi.close();
  }

  /** As Python prints it: {@code SobolEngine(dimension=2)}. */
  @Override
  public String toString() {
    String scramble = options.scramble ? ", scramble=True" : "";
    String seed = options.seed == null ? "" : ", seed=" + options.seed;
    return "SobolEngine(dimension=" + dimension + scramble + seed + ")";
  }
}
