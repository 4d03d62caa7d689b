package dev.obor.distributions;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keyword arguments that all distributions have. */
public class DistributionOptions {
  private @Nullable Boolean validateArgs;

  DistributionOptions() {}

  static DistributionOptions of(Consumer<? super DistributionOptions> options) {
    DistributionOptions o = new DistributionOptions();
    options.accept(o);
    return o;
  }

  /**
   * Sets whether the parameters, and the values that methods are given, are checked; without it as
   * {@link Distribution#setDefaultValidateArgs} says.
   */
  public DistributionOptions validateArgs(boolean value) {
    this.validateArgs = value;
    return this;
  }

  @Nullable Boolean validates() {
    return validateArgs;
  }
}
