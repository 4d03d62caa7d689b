package dev.obor.generator;

/** Text that is safe inside Javadoc. */
final class Javadoc {
  private Javadoc() {}

  /**
   * Text for the inside of an inline code tag, where braces must balance and a comment must not
   * end.
   */
  static String code(String text) {
    return text.replace("*/", "*&#47;").replace("{", "(").replace("}", ")").replace("\\", "\\\\");
  }
}
