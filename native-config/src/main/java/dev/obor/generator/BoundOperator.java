package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operator whose every argument and result can cross. */
record BoundOperator(Schema schema, List<Crossing> crossings, ResultCrossing result) {

  static Optional<BoundOperator> of(Schema schema) {
    List<Crossing> crossings = new ArrayList<>();
    for (SchemaArgument argument : schema.arguments()) {
      Optional<Crossing> crossing = Crossing.of(argument.type());
      if (crossing.isEmpty()) {
        return Optional.empty();
      }
      crossings.add(crossing.get());
    }
    return ResultCrossing.of(schema)
        .map(result -> new BoundOperator(schema, List.copyOf(crossings), result));
  }

  /** The name of an argument in the generated classes {@code Aten} and {@code AtenNatives}. */
  String parameter(int index) {
    return JavaNames.parameter(schema.arguments().get(index).name());
  }
}
