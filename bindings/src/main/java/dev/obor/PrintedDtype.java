package dev.obor;

/**
 * A tensor's dtype as its text tells it, or leaves it out.
 *
 * @param name for example {@code torch.float32}
 * @param defaultFloating the name of the default floating-point dtype
 */
record PrintedDtype(String name, String defaultFloating) {
  /** Tells whether this is the default floating-point dtype. */
  boolean isDefaultFloating() {
    return name.equals(defaultFloating);
  }

  /** Tells whether the elements themselves show the dtype. */
  boolean isObvious() {
    String defaultComplex =
        defaultFloating.equals("torch.float64") ? "torch.complex128" : "torch.complex64";
    return isDefaultFloating()
        || name.equals(defaultComplex)
        || name.equals("torch.int64")
        || name.equals("torch.bool");
  }
}
