package dev.obor.nn;

import dev.obor.IndexException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Sequential} and {@link ModuleList} have in common: modules in an order, by default
 * named by their places.
 *
 * @param <M> the class of the modules
 */
abstract class ModuleSequence<M extends Module> extends Module implements Iterable<M> {
  private volatile Module[] chain = {};

  ModuleSequence() {}

  /** The modules in their order. */
  final Module[] chain() {
    return chain;
  }

  @SuppressWarnings("unchecked") // only modules of class M are added
  private M at(int place) {
    return (M) chain[place];
  }

  final List<M> modulesInOrder() {
    List<M> found = new ArrayList<>();
    for (int i = 0; i < chain.length; i++) {
      found.add(at(i));
    }
    return found;
  }

  @Override
  void changed() {
    chain = members().registeredModules().values().toArray(new Module[0]);
  }

  final void replaceAll(List<M> modules) {
    members().replaceModules(modules);
    changed();
  }

  /** Adds a module at the end, or puts it in the place of the one with its name. */
  @Override
  public <T extends Module> T registerModule(String name, @Nullable T module) {
    T registered = super.registerModule(name, module);
    changed();
    return registered;
  }

  /** The number of modules: Python's {@code len(modules)}. */
  public int size() {
    return chain.length;
  }

  /**
   * The module at a place, counted from the end when negative: Python's {@code modules[index]}.
   *
   * @throws IndexException if there is no such place
   */
  public M get(int index) {
    return at(ContainerSlice.place(index, chain.length));
  }

  /**
   * Puts a module in the place of another: Python's {@code modules[index] = module}.
   *
   * @throws IndexException if there is no such place
   */
  public void set(int index, M module) {
    int place = ContainerSlice.place(index, chain.length);
    Map<String, Module> named = new LinkedHashMap<>(members().registeredModules());
    named.put(List.copyOf(named.keySet()).get(place), module);
    members().replaceModules(named);
    changed();
  }

  /**
   * Removes the module at a place, and names the others by their places: Python's {@code del
   * modules[index]}.
   *
   * @throws IndexException if there is no such place
   */
  public void remove(int index) {
    List<M> modules = modulesInOrder();
    modules.remove(ContainerSlice.place(index, modules.size()));
    replaceAll(modules);
  }

  /**
   * Removes the modules of a slice, such as {@code "1:3"}: Python's {@code del modules[1:3]}.
   *
   * @param slice as in Python
   */
  public void remove(String slice) {
    List<M> modules = modulesInOrder();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      places.add(i);
    }
    List<Integer> removed = ContainerSlice.of(places, slice);
    List<M> left = new ArrayList<>();
    for (int place : places) {
      if (!removed.contains(place)) {
        left.add(modules.get(place));
      }
    }
    replaceAll(left);
  }

  /**
   * Removes the module at a place and returns it: Python's {@code modules.pop(index)}.
   *
   * @throws IndexException if there is no such place
   */
  public M pop(int index) {
    M module = get(index);
    remove(index);
    return module;
  }

  /** The modules in their order, as a stream. */
  public final Stream<M> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /** The modules in their order. */
  @Override
  public Iterator<M> iterator() {
    return List.copyOf(modulesInOrder()).iterator();
  }
}
