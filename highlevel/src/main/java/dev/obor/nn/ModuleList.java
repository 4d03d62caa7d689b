package dev.obor.nn;

import dev.obor.IndexException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds modules in a list, so that they count as sub-modules: Python's {@code torch.nn.ModuleList}.
 *
 * <pre>{@code
 * final ModuleList<Linear> layers =
 *     new ModuleList<>(List.of(new Linear(10, 10), new Linear(10, 10)));
 *
 * public Tensor forward(Tensor x) {
 *   for (Linear layer : layers) {
 *     x = F.relu(layer.call(x));
 *   }
 *   return x;
 * }
 * }</pre>
 *
 * <p>The modules are named {@code 0}, {@code 1} and so on. The list itself is not called.
 *
 * <p>Thread rule: that of {@link Module}.
 *
 * @param <M> the class of the modules
 */
public class ModuleList<M extends Module> extends ModuleSequence<M> {
  /** Makes an empty list: Python's {@code nn.ModuleList()}. */
  public ModuleList() {}

  /** Makes a list of modules: Python's {@code nn.ModuleList(modules)}. */
  public ModuleList(Iterable<? extends M> modules) {
    extend(modules);
  }

  /**
   * The list of a slice, over the same modules, which it names anew: Python's {@code list[1:3]}.
   */
  public ModuleList<M> get(String slice) {
    return new ModuleList<>(ContainerSlice.of(modulesInOrder(), slice));
  }

  /** Adds a module at the end: Python's {@code append(module)}. Returns this list. */
  public ModuleList<M> append(M module) {
    registerModule(String.valueOf(size()), module);
    return this;
  }

  /** Adds modules at the end: Python's {@code extend(modules)}. Returns this list. */
  public ModuleList<M> extend(Iterable<? extends M> modules) {
    for (M module : modules) {
      append(module);
    }
    return this;
  }

  /**
   * Puts a module in front of the one at a place: Python's {@code insert(index, module)}.
   *
   * @throws IndexException if the place is neither in the list nor behind it
   */
  public void insert(int index, M module) {
    List<M> modules = modulesInOrder();
    int size = modules.size();
    if (index < -size || index > size) {
      throw new IndexException("index " + index + " is out of range");
    }
    modules.add(index < 0 ? index + size : index, module);
    replaceAll(modules);
  }

  /** The list of this one's modules and others: Python's {@code list + modules}. */
  public ModuleList<M> add(Iterable<? extends M> modules) {
    return new ModuleList<M>(this).extend(modules);
  }

  /** Prints the modules, those that print alike together, as Python does. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    List<String> texts = modulesInOrder().stream().map(Object::toString).toList();
    for (int start = 0; start < texts.size(); ) {
      String text = texts.get(start);
      int end = start + 1;
      while (end < texts.size() && texts.get(end).equals(text)) {
        end++;
      }
      String block = ModuleText.indented(text);
      lines.add(
          end - start == 1
              ? "(" + start + "): " + block
              : "(" + start + "-" + (end - 1) + "): " + (end - start) + " x " + block);
      start = end;
    }
    return ModuleText.block(getName(), lines);
  }
}
