package dev.obor.generator;

import org.jspecify.annotations.Nullable;

/**
 * A type of the operator schema language, such as {@code Tensor}, {@code SymInt[2]} or {@code
 * Scalar?}.
 *
 * @param base the name without alias, list and option marks, such as {@code Tensor}
 * @param alias the alias set with its write mark, such as {@code a!}; null when there is none
 * @param list whether this is a list of {@code base}
 * @param fixedSize the size in {@code int[2]}; 0 when there is none
 * @param optional whether None is allowed for the whole value
 * @param optionalElements whether None is allowed for the elements of the list
 */
record SchemaType(
    String base,
    @Nullable String alias,
    boolean list,
    int fixedSize,
    boolean optional,
    boolean optionalElements) {

  boolean isTensor() {
    return base.equals("Tensor") && !list;
  }

  boolean isTensorList() {
    return base.equals("Tensor") && list;
  }

  boolean isInteger() {
    return base.equals("int") || base.equals("SymInt");
  }

  /** Whether the operator writes to the value. */
  boolean isWritten() {
    return alias != null && alias.contains("!");
  }

  /** The type as the schema language writes it, without its alias mark. */
  String text() {
    return base
        + (optionalElements ? "?" : "")
        + (list ? "[" + (fixedSize > 0 ? fixedSize : "") + "]" : "")
        + (optional ? "?" : "");
  }
}
