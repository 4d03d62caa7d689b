package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The divergences of one distribution from another, {@code KL(p || q) = ∫ p(x) log(p(x) / q(x))
 * dx}: Python's {@code torch.distributions.kl}.
 *
 * <pre>{@code
 * Tensor kl = Kl.klDivergence(new Normal(mu, sigma), new Normal(0, 1)).sum();
 * }</pre>
 *
 * <p>All pairs that Python knows are registered; {@link #registerKl} adds others. Results belong to
 * the caller, and gradients flow to the parameters of both. The functions may be called from any
 * thread.
 */
public final class Kl {
  private static final Map<Pair, BiFunction<Distribution, Distribution, Tensor>> REGISTRY =
      new ConcurrentHashMap<>();

  /** Which formula each pair of classes takes; begun anew when a formula is registered. */
  private static final Map<Pair, Optional<BiFunction<Distribution, Distribution, Tensor>>> FOUND =
      new ConcurrentHashMap<>();

  static {
    KlOfOneFamily.register();
    KlOfVectors.register();
    KlOfTwoFamilies.register();
  }

  private Kl() {}

  /** The classes of two distributions. */
  private record Pair(Class<?> p, Class<?> q) {
    boolean fits(Pair of) {
      return p.isAssignableFrom(of.p) && q.isAssignableFrom(of.q);
    }

    /** Whether this is more specific: by p, and by q where that is the same. */
    boolean leads(Pair other) {
      return p == other.p ? other.q.isAssignableFrom(q) : other.p.isAssignableFrom(p);
    }

    Pair turned() {
      return new Pair(q, p);
    }
  }

  /**
   * Registers the formula for two classes and their subclasses: Python's {@code register_kl(type_p,
   * type_q)}. Of several that fit, the one with the most specific p is taken, and among these the
   * one with the most specific q; it is warned of if that is not the one with the most specific q.
   *
   * @param divergence gives a tensor of the batch shape; its temporaries may stay open and are then
   *     closed
   */
  public static <P extends Distribution, Q extends Distribution> void registerKl(
      Class<P> typeP, Class<Q> typeQ, BiFunction<? super P, ? super Q, Tensor> divergence) {
    REGISTRY.put(new Pair(typeP, typeQ), (p, q) -> divergence.apply(typeP.cast(p), typeQ.cast(q)));
    FOUND.clear();
  }

  /**
   * The divergence of q from p, in nats: Python's {@code kl_divergence(p, q)}.
   *
   * @return of the batch shape
   * @throws NotImplementedException if no formula is registered for the two classes
   */
  public static Tensor klDivergence(Distribution p, Distribution q) {
    BiFunction<Distribution, Distribution, Tensor> formula =
        FOUND
            .computeIfAbsent(new Pair(p.getClass(), q.getClass()), Kl::find)
            .orElseThrow(
                () ->
                    new NotImplementedException(
                        "No KL(p || q) is implemented for p type "
                            + p.getClass().getSimpleName()
                            + " and q type "
                            + q.getClass().getSimpleName()));
    return Torch.scoped(() -> formula.apply(p, q));
  }

  private static Optional<BiFunction<Distribution, Distribution, Tensor>> find(Pair pair) {
    List<Pair> fitting =
        REGISTRY.keySet().stream().filter(registered -> registered.fits(pair)).toList();
    Optional<Pair> left = fitting.stream().reduce((one, other) -> one.leads(other) ? one : other);
    Optional<Pair> right =
        fitting.stream().reduce((one, other) -> one.turned().leads(other.turned()) ? one : other);
    if (left.isPresent() && right.isPresent() && !left.equals(right)) {
      Warnings.warn(
          "RuntimeWarning",
          "Ambiguous kl_divergence("
              + pair.p.getSimpleName()
              + ", "
              + pair.q.getSimpleName()
              + "). Please register_kl("
              + left.get().p.getSimpleName()
              + ", "
              + right.get().q.getSimpleName()
              + ")");
    }
    return left.map(REGISTRY::get);
  }
}
