package dev.obor.generator;

/** The public classes that are generated in Python's shape. */
enum PublicKinds {
  /** The methods of tensors. */
  TENSOR("TensorMethods", "Tensor", ""),
  /** The functions of the module {@code torch}. */
  TORCH("TorchFunctions", "torch", ""),
  /** {@code torch.linalg}. */
  LINALG("Linalg", "linalg", "linalg_"),
  /** {@code torch.fft}. */
  FFT("Fft", "fft", "fft_"),
  /** {@code torch.special}. */
  SPECIAL("Special", "special", "special_");

  private final String className;
  private final String place;
  private final String prefix;

  PublicKinds(String className, String place, String prefix) {
    this.className = className;
    this.place = place;
    this.prefix = prefix;
  }

  PublicClass.Kind kind() {
    return switch (this) {
      case TENSOR ->
          base("methods of {@link Tensor}", "TensorAttributes", "methods", true, "Tensor.");
      case TORCH -> base("functions of {@link Torch}", "TorchShapes", "functions", false, "torch.");
      case LINALG -> module("linear algebra");
      case FFT -> module("discrete Fourier transforms");
      case SPECIAL -> module("special functions");
    };
  }

  /** A class that the written class of the same subject inherits from. */
  private PublicClass.Kind base(
      String subject, String permitted, String members, boolean methods, String python) {
    String declaration =
        """
        /**
         * The %s that are operators of LibTorch, by Python's names in camelCase.
         *
         * <p>Positional arguments keep Python's order and defaults; keyword arguments go into a trailing lambda. All
         * %s may be called from any thread.
         */
        public abstract sealed class %s permits %s {
          %s() {}
        """
            .formatted(subject, members, className, permitted, className);
    return new PublicClass.Kind(className, declaration, methods, python);
  }

  private PublicClass.Kind module(String subject) {
    String declaration =
        """
        /** Python's {@code torch.%s}: %s. All functions may be called from any thread. */
        public final class %s {
          private %s() {}
        """
            .formatted(place, subject, className, className);
    return new PublicClass.Kind(className, declaration, false, "torch." + place + ".");
  }

  /** The operator's name in Python's module. */
  String pythonName(String operator) {
    return operator.startsWith(prefix) ? operator.substring(prefix.length()) : operator;
  }

  boolean holds(Schema schema, PythonNames names, Overrides overrides) {
    boolean written = overrides.writtenByHand().contains(place + "." + pythonName(schema.name()));
    boolean shown =
        names.shows(place, schema.name())
            && !schema.name().startsWith("_")
            && !schema.isOut()
            && !schema.mentions("Dimname")
            && !written;
    return shown && (this != TENSOR || PythonSignatures.receiver(schema) >= 0);
  }
}
