package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/** The part of {@link Module} that reads and writes its members by name. */
abstract sealed class ModuleMembers implements Cloneable permits ModuleContents {
  private Members members = new Members((Module) this);

  ModuleMembers() {}

  final Members members() {
    return members;
  }

  final void setMembers(Members members) {
    this.members = members;
  }

  final Module module() {
    return (Module) this;
  }

  static String last(String target) {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /** The same object again, with the same fields; {@link ModuleCopy} makes it a copy. */
  final Module shallow() {
    try {
      return (Module) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // it is Cloneable
    }
  }

  /** Modules are copied by {@link Module#copy}. */
  @Override
  protected final Object clone() throws CloneNotSupportedException {
    throw new CloneNotSupportedException("use copy()");
  }

  /**
   * Whether a tensor or a sub-module has a full name, such as {@code weight} or {@code
   * encoder.0.weight}: Python's {@code hasattr(module, name)}.
   */
  public final boolean hasattr(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return members.has(name);
    }
    return hasattr(name.substring(0, dot))
        && getattr(name.substring(0, dot)) instanceof Module owner
        && owner.hasattr(last(name));
  }

  /**
   * The tensor or sub-module with a full name: Python's {@code getattr(module, name)}.
   *
   * @return a parameter, a buffer, another tensor in a field, or a module; null if it is not set
   * @throws ValueException if nothing has the name
   */
  public final @Nullable Object getattr(String name) {
    int dot = name.lastIndexOf('.');
    Module owner = module().getSubmodule(dot < 0 ? "" : name.substring(0, dot));
    String own = last(name);
    if (!owner.members().has(own)) {
      throw new ValueException(owner.getName() + " has no attribute `" + own + "`");
    }
    return owner.members().get(own);
  }

  /**
   * Puts a tensor into a field, a parameter or a buffer: Python's {@code setattr(module, name,
   * tensor)}. A parameter that has no field is registered, another tensor kept by its name alone.
   *
   * @throws TypeException if a tensor that is no parameter is to replace one; {@link #delattr}
   *     removes the parameter first
   * @throws ValueException if nothing has the name and the tensor is null
   */
  public final void setattr(String name, @Nullable Tensor value) {
    members.set(name, value);
    changed();
  }

  /**
   * Puts a sub-module into a field, or registers it: Python's {@code setattr(module, name,
   * module)}.
   */
  public final void setattr(String name, Module value) {
    members.set(name, value);
    changed();
  }

  /**
   * Puts any tensor where a parameter or buffer is, for as long as a call of the module takes; what
   * was there comes back the same way. This is what calls with other parameters are made of.
   */
  public final void swapattr(String name, @Nullable Tensor value) {
    members.swap(name, value);
    changed();
  }

  /**
   * Puts a tensor that was computed from parameters where one of them was, as hooks do that
   * normalise weights. The tensor leaves its scopes, and the one that it replaces is closed, if
   * that was computed too.
   */
  public final void setComputed(String name, Tensor value) {
    Object old = members.has(name) ? members.get(name) : null;
    setattr(name, value.unscoped());
    if (old instanceof Tensor tensor && tensor != value && !tensor.isParameter()) {
      tensor.close();
    }
  }

  /**
   * Removes a parameter, a buffer or a sub-module, and sets its field to null: Python's {@code
   * delattr(module, name)}.
   *
   * @throws ValueException if nothing has the name
   */
  public final void delattr(String name) {
    members.delete(name);
    changed();
  }

  /** Called when members have come or gone by name. */
  void changed() {}
}
