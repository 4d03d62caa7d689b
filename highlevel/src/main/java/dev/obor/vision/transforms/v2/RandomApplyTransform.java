package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transform that is applied to some samples. */
abstract class RandomApplyTransform<P extends @Nullable Object> extends Transform<P> {
  /** The probability. */
  public final double p;

  RandomApplyTransform(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new ValueException("`p` should be a floating point value in the interval [0.0, 1.0].");
    }
    this.p = p;
  }

  @Override
  final Object forward(Object sample) {
    List<@Nullable Object> leaves = Leaves.of(sample);
    checkInputs(present(leaves));
    return Draws.isBelow(p) ? transformed(sample, leaves) : sample;
  }

  /** The attributes that are printed, of which the probability is the first. */
  final Attributes attributes() {
    return new Attributes().add("p", p);
  }

  @Override
  protected String extraRepr() {
    return attributes().toString();
  }
}
