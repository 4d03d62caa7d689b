package dev.obor;

import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The C library's mathematical functions. See {@code obor/libm.h}. */
@NoException
@Platform(include = "obor/libm.h")
@Namespace("obor::libm")
final class LibmNatives {
  static {
    Natives.load();
  }

  private LibmNatives() {}

  static native double cosine(double x);

  static native double power(double base, double exponent);

  static native double natural_logarithm(double x);
}
