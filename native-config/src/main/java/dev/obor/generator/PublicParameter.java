package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a public method takes an argument.
 *
 * @param javaType the type that the caller sees, without varargs dots
 * @param argument the expression that {@code Aten} takes; {@code $} stands for the parameter's name
 */
record PublicParameter(String javaType, String argument) {

  /** How the lists and the optional numbers of an overload are taken. */
  enum Flavor {
    /** Lists as arrays, or with dots at the end; optional numbers as plain numbers. */
    ARRAYS,
    /** Lists as one number; optional numbers as plain numbers. */
    SINGLE,
    /** Sizes and shapes as {@code Size}; optional numbers as plain numbers. */
    SIZE,
    /** Lists as arrays; optional numbers may be null. */
    NULLABLE
  }

  boolean isVarargs(boolean last) {
    return last && javaType.equals("long[]");
  }

  static PublicParameter of(SchemaArgument argument, Crossing crossing, Flavor flavor) {
    SchemaType type = argument.type();
    if (type.isTensorList()) {
      String element = type.optionalElements() ? "@Nullable Tensor" : "Tensor";
      return new PublicParameter("List<" + element + ">", "Crossings.tensors($)");
    }
    if (type.list() && type.base().equals("Scalar")) {
      return new PublicParameter("List<? extends Number>", "Crossings.numbers($)");
    }
    if (type.list() && type.isInteger()) {
      if (flavor == Flavor.SINGLE && takesNumber(argument)) {
        return new PublicParameter(
            "long", "Crossings.repeat($, " + Math.max(1, type.fixedSize()) + ")");
      }
      if (flavor == Flavor.SIZE && isSize(argument)) {
        return new PublicParameter("Size", "$.toArray()");
      }
      return flavor == Flavor.NULLABLE && type.optional()
          ? new PublicParameter("long @Nullable []", "$")
          : new PublicParameter("long[]", "$");
    }
    if (type.optional() && !type.list() && flavor != Flavor.NULLABLE) {
      if (type.isInteger()) {
        return new PublicParameter("long", "$");
      }
      if (type.base().equals("float")) {
        return new PublicParameter("double", "$");
      }
    }
    return new PublicParameter(crossing.javaType(), "$");
  }

  /** The flavors in which a list of arguments is worth an overload of its own. */
  static List<Flavor> flavors(List<SchemaArgument> arguments, boolean lambdaFollows) {
    List<Flavor> flavors = new ArrayList<>(List.of(Flavor.ARRAYS));
    List<SchemaArgument> lists = arguments.stream().filter(PublicParameter::isIntegerList).toList();
    if (!lists.isEmpty()) {
      SchemaArgument last = arguments.get(arguments.size() - 1);
      boolean dots = !lambdaFollows && isIntegerList(last);
      boolean single = lists.stream().anyMatch(PublicParameter::takesNumber);
      if (single && (lists.size() > 1 || !dots || last.type().fixedSize() > 1)) {
        flavors.add(Flavor.SINGLE);
      }
      if (arguments.stream().anyMatch(PublicParameter::isSize)) {
        flavors.add(Flavor.SIZE);
      }
    }
    boolean nullable = false;
    for (int i = 0; i < arguments.size(); i++) {
      SchemaType type = arguments.get(i).type();
      boolean last = i == arguments.size() - 1;
      boolean number = type.isInteger() || type.base().equals("float");
      nullable |= type.optional() && number && (!type.list() || !last);
    }
    if (nullable) {
      flavors.add(Flavor.NULLABLE);
    }
    return flavors;
  }

  private static boolean isIntegerList(SchemaArgument argument) {
    return argument.type().list() && argument.type().isInteger();
  }

  /** Whether one number may stand for a list; beside indices it is a number of sections. */
  private static boolean takesNumber(SchemaArgument argument) {
    return argument.type().fixedSize() > 0 || !argument.name().equals("indices");
  }

  private static boolean isSize(SchemaArgument argument) {
    return isIntegerList(argument) && isSizeName(argument.name());
  }

  /** Whether a list of this name is a shape, which callers often have as a {@code Size}. */
  static boolean isSizeName(String name) {
    return name.matches("size|shape|sizes|output_size|repeats");
  }
}
