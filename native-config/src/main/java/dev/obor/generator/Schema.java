package dev.obor.generator;

import java.util.List;
import java.util.Optional;

/**
 * One operator as LibTorch's dispatcher describes it.
 *
 * @param namespace such as {@code aten}
 * @param name such as {@code add_}
 * @param overload such as {@code Tensor}; empty for the unnamed overload
 * @param line the schema as it was dumped
 */
record Schema(
    String namespace,
    String name,
    String overload,
    List<SchemaArgument> arguments,
    List<SchemaArgument> results,
    String line) {

  /** The operator's name in {@code at::_ops}, such as {@code add__Tensor}. */
  String symbol() {
    return overload.isEmpty() ? name : name + "_" + overload;
  }

  /** The name with its overload, such as {@code aten::add_.Tensor}. */
  String qualifiedName() {
    return namespace + "::" + name + (overload.isEmpty() ? "" : "." + overload);
  }

  /** Whether results are written into tensors that the caller gives behind the {@code *}. */
  boolean isOut() {
    return arguments.stream().anyMatch(a -> a.keywordOnly() && a.type().isWritten());
  }

  /** Whether a tensor is made of no other one, in a dtype and on a device that can be told. */
  boolean isFactory() {
    return arguments.stream().noneMatch(a -> a.type().base().equals("Tensor"))
        && arguments.stream().anyMatch(a -> a.name().equals("pin_memory"))
        && arguments.stream().anyMatch(a -> a.name().equals("layout"));
  }

  boolean mentions(String type) {
    return arguments.stream().anyMatch(a -> a.type().base().equals(type))
        || results.stream().anyMatch(r -> r.type().base().equals(type));
  }

  /**
   * The argument that a single written result stands for, as in {@code add_(Tensor(a!) self) ->
   * Tensor(a!)}.
   */
  Optional<SchemaArgument> writtenResult() {
    if (results.size() != 1 || !results.get(0).type().isWritten() || results.get(0).type().list()) {
      return Optional.empty();
    }
    String alias = results.get(0).type().alias();
    return arguments.stream()
        .filter(a -> a.type().isTensor() && a.type().isWritten())
        .filter(a -> alias != null && alias.equals(a.type().alias()))
        .findFirst();
  }

  /** Whether every result is a tensor that the caller gave, so that nothing new comes back. */
  boolean returnsNothingNew() {
    return results.stream().allMatch(r -> r.type().isWritten());
  }
}
