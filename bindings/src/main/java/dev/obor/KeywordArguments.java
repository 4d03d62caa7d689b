package dev.obor;

import java.util.StringJoiner;

/** Which keyword arguments a caller gave. */
abstract class KeywordArguments {
  private final String[] names;
  private long given;

  /**
   * @param names the arguments' names in Python, in the order of their bits
   */
  KeywordArguments(String... names) {
    this.names = names;
  }

  final void give(long argument) {
    given |= argument;
  }

  /** Whether all that is given is known, and all that is required is given. */
  final boolean fits(long known, long required) {
    return (given & ~known) == 0 && (given & required) == required;
  }

  /** The error for arguments that no operator of the function takes together. */
  final TypeException refused(String function) {
    StringJoiner named = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < names.length; i++) {
      if ((given & 1L << i) != 0) {
        named.add(names[i]);
      }
    }
    return new TypeException(
        function
            + "() received an invalid combination of arguments - got "
            + named
            + " by keyword, which are not taken together, or not beside the positional arguments");
  }
}
