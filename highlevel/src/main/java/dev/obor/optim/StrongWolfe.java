package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Tensor;

/**
 * Looks along a direction for a step length that meets the strong Wolfe conditions, as Nocedal and
 * Wright, <i>Numerical Optimization</i>, algorithms 3.5 and 3.6, with cubic interpolation.
 */
final class StrongWolfe {
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double SMALLEST_CHANGE = 1e-9;

  /** The loss and the flat gradient at a step length. */
  interface Objective {
    Point at(Quantity length);
  }

  /** A step length, and the loss and the gradient there. */
  record Point(Quantity length, double loss, Tensor gradient) {}

  /** The result of a search, and how many points it looked at. */
  record Found(Point point, int evaluations) {}

  /** A point with its slope along the direction. */
  private record Slope(Quantity length, double loss, Tensor gradient, Quantity slope) {
    Slope(Point point, Tensor direction) {
      this(
          point.length(),
          point.loss(),
          point.gradient(),
          Quantity.of(Aten.dot(point.gradient(), direction)));
    }
  }

  private final Objective objective;
  private final Tensor direction;
  private final Slope start;
  private final int most;
  private int evaluations;
  private int iterations;
  private boolean done;

  /**
   * Prepares a search.
   *
   * @param objective what is to become smaller
   * @param direction where to look
   * @param loss the loss at length 0
   * @param gradient the gradient there
   * @param slope its product with the direction
   * @param most how many points to look at after the first
   */
  StrongWolfe(
      Objective objective,
      Tensor direction,
      double loss,
      Tensor gradient,
      Quantity slope,
      int most) {
    this.objective = objective;
    this.direction = direction;
    this.start = new Slope(Quantity.of(0), loss, gradient, slope);
    this.most = most;
  }

  /** Searches from a first length. */
  Found from(Quantity first) {
    Slope[] bracket = bracket(first);
    Slope best = done ? bracket[0] : zoom(bracket);
    return new Found(new Point(best.length(), best.loss(), best.gradient()), evaluations);
  }

  private Slope evaluate(Quantity length) {
    evaluations++;
    return new Slope(objective.at(length), direction);
  }

  /** Whether the loss at a point is higher than the first condition allows. */
  private boolean isTooHigh(Slope point) {
    // f + c1 * t * gtd, which is a tensor as the slope is one
    Quantity bound =
        Quantity.of(DECREASE).times(point.length()).times(start.slope()).plus(start.loss());
    return Quantity.of(point.loss()).compareTo(bound) > 0;
  }

  private boolean isFlat(Slope point) {
    return point.slope().absolute().compareTo(start.slope().times(-CURVATURE)) <= 0;
  }

  /** Finds two lengths with what is looked for between them, or one that is already good. */
  private Slope[] bracket(Quantity first) {
    Slope before = start;
    Slope point = evaluate(first);
    while (iterations < most) {
      if (isTooHigh(point) || (iterations > 1 && point.loss() >= before.loss())) {
        return new Slope[] {before, point};
      }
      if (isFlat(point)) {
        done = true;
        return new Slope[] {point};
      }
      if (point.slope().number() >= 0) {
        return new Slope[] {before, point};
      }
      Quantity length = point.length();
      Quantity least = length.plus(length.minus(before.length()).times(0.01));
      Quantity next = interpolate(before, point, least, length.times(10));
      before = point;
      point = evaluate(next);
      iterations++;
    }
    return new Slope[] {start, point};
  }

  /** Makes the bracket smaller until the conditions are met; returns its lower end. */
  private Slope zoom(Slope[] bracket) {
    boolean insufficient = false;
    int low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
    Quantity longest = Quantity.of(Aten.max(Aten.abs(direction)));
    while (!done && iterations < most) {
      Quantity width = bracket[1].length().minus(bracket[0].length()).absolute();
      if (width.times(longest).compareTo(Quantity.of(SMALLEST_CHANGE)) < 0) {
        break;
      }
      boolean ordered = bracket[0].length().compareTo(bracket[1].length()) <= 0;
      Quantity least = bracket[ordered ? 0 : 1].length();
      Quantity largest = bracket[ordered ? 1 : 0].length();
      Quantity length = interpolate(bracket[0], bracket[1], least, largest);
      Quantity margin = largest.minus(least).times(0.1);
      Quantity nearest = Quantity.min(largest.minus(length), length.minus(least));
      if (nearest.compareTo(margin) < 0) {
        if (insufficient || length.compareTo(largest) >= 0 || length.compareTo(least) <= 0) {
          boolean high =
              length.minus(largest).absolute().compareTo(length.minus(least).absolute()) < 0;
          length = high ? largest.minus(margin) : least.plus(margin);
          insufficient = false;
        } else {
          insufficient = true;
        }
      } else {
        insufficient = false;
      }
      Slope point = evaluate(length);
      iterations++;
      if (isTooHigh(point) || point.loss() >= bracket[low].loss()) {
        bracket[1 - low] = point;
        low = bracket[0].loss() <= bracket[1].loss() ? 0 : 1;
      } else {
        Quantity span = bracket[1 - low].length().minus(bracket[low].length());
        if (isFlat(point)) {
          done = true;
        } else if (point.slope().times(span).number() >= 0) {
          bracket[1 - low] = bracket[low];
        }
        bracket[low] = point;
      }
    }
    return bracket[low];
  }

  /** The lowest point of the cubic through two points with their slopes, within bounds. */
  private static Quantity interpolate(Slope a, Slope b, Quantity least, Quantity largest) {
    Quantity rise = Quantity.of(a.loss() - b.loss()).times(3).over(a.length().minus(b.length()));
    Quantity d1 = a.slope().plus(b.slope()).minus(rise);
    Quantity square = d1.times(d1).minus(a.slope().times(b.slope()));
    if (!(square.number() >= 0)) {
      return least.plus(largest).over(2.0);
    }
    Quantity d2 = square.squareRoot();
    boolean ordered = a.length().compareTo(b.length()) <= 0;
    Slope from = ordered ? a : b;
    Slope to = ordered ? b : a;
    Quantity share =
        to.slope().plus(d2).minus(d1).over(to.slope().minus(from.slope()).plus(d2.times(2)));
    Quantity found = to.length().minus(to.length().minus(from.length()).times(share));
    return Quantity.min(Quantity.max(found, least), largest);
  }
}
