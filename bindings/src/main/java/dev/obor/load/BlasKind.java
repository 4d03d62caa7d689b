package dev.obor.load;

/** The library that does LibTorch's matrix products and linear algebra. */
public enum BlasKind {
  /** OpenBLAS, which comes with the presets' LibTorch. */
  OPENBLAS("OpenBLAS"),
  /** Intel's MKL in the place of OpenBLAS. */
  MKL("MKL"),
  /** Whatever the LibTorch of the user's folder was built with. */
  OF_LIBTORCH("of that LibTorch");

  private final String title;

  BlasKind(String title) {
    this.title = title;
  }

  /** Returns the name as people write it. */
  @Override
  public String toString() {
    return title;
  }
}
