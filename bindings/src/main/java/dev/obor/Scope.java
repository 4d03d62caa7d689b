package dev.obor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns every tensor that its thread makes while it is the innermost open scope, and closes them
 * when it is closed.
 *
 * <pre>{@code
 * try (var s = Torch.scope()) {
 *   Tensor loss = F.crossEntropy(model.call(x), y);
 *   loss.backward();
 *   total += loss.item().doubleValue();
 * } // loss and every temporary are released here, in one native call
 * }</pre>
 *
 * <p>Scopes nest. A tensor that must outlive its scope is handed on with {@link #keep}. A scope
 * belongs to the thread that opened it: closing it from another thread throws. Tensors that another
 * thread has used are closed like the others, but their memory waits until no thread can reach
 * them. A scope that is never closed leaks nothing for good: once nothing holds it any more, or its
 * thread has ended, its tensors go to the garbage collector's care.
 */
public final class Scope implements AutoCloseable {
  private final ThreadTensors tensors;
  private final int depth;
  private boolean closed;

  private Scope(ThreadTensors tensors) {
    this.tensors = tensors;
    this.depth = tensors.depth();
  }

  static Scope open() {
    ThreadTensors tensors = ThreadTensors.current();
    Scope scope = new Scope(tensors);
    tensors.open(scope);
    return scope;
  }

  /**
   * Moves a tensor to the enclosing scope, or to the garbage collector's care when there is none.
   *
   * <p>A tensor that does not belong to this scope, or to one inside of it, stays where it is.
   *
   * @return the same tensor
   * @throws IllegalStateException if the scope is closed or another thread's
   */
  public Tensor keep(Tensor tensor) {
    check();
    if (tensor.index >= 0 && tensors.owns(tensor, depth)) {
      tensor.keptBy = Math.min(tensor.keptBy, depth);
    }
    return tensor;
  }

  /**
   * Moves every tensor in a value to the enclosing scope: in arrays, collections, the values of
   * maps, optionals and the components of records, at any depth.
   *
   * @return the same value
   * @throws IllegalStateException if the scope is closed or another thread's
   */
  public <T extends @Nullable Object> T keepAll(T value) {
    check();
    visit(value, this::keep);
    return value;
  }

  /**
   * Moves every tensor of this scope to the enclosing scope, or to the garbage collector's care
   * when there is none.
   *
   * @throws IllegalStateException if the scope is closed or another thread's
   */
  public void keepAll() {
    check();
    tensors.keepAll(depth);
  }

  /**
   * Hands over every tensor in a value that belongs to this scope, so that the next thread that
   * uses it owns it; the value is searched as {@link #keepAll(Object)} does. See {@link
   * Tensor#handOver}.
   *
   * <p>Tensors in the value that are somebody else's, such as those that a dataset holds, stay
   * where they are.
   *
   * @return the tensors that were handed over
   * @throws IllegalStateException if the scope is closed or another thread's, or if another thread
   *     has used one of the tensors
   */
  public List<Tensor> handOverAll(@Nullable Object value) {
    check();
    List<Tensor> given = new ArrayList<>();
    visit(
        value,
        tensor -> {
          if (tensor.index >= 0 && tensors.owns(tensor, depth)) {
            given.add(tensor.handOver());
          }
        });
    return given;
  }

  /**
   * Gives this scope a tensor that the collector cares for or that an enclosing scope owns; it then
   * dies with this scope.
   *
   * @return the same tensor
   * @throws IllegalStateException if the scope is closed, another thread's, or not the innermost
   *     one, or if the tensor is closed or another thread's
   */
  public Tensor own(Tensor tensor) {
    check();
    if (tensors.depth() != depth + 1) {
      throw new IllegalStateException("only the innermost scope can take tensors");
    }
    tensors.adopt(tensor);
    return tensor;
  }

  /**
   * Gives this scope every tensor in a value, which is searched as {@link #keepAll} does; returns
   * the value.
   */
  public <T extends @Nullable Object> T ownAll(T value) {
    check();
    visit(value, this::own);
    return value;
  }

  static void visit(@Nullable Object value, Consumer<Tensor> action) {
    if (value instanceof Tensor tensor) {
      action.accept(tensor);
    } else if (value instanceof Object[] array) {
      for (Object element : array) {
        visit(element, action);
      }
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(element -> visit(element, action));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(element -> visit(element, action));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(element -> visit(element, action));
    } else if (value instanceof Record record) {
      RecordTensors.of(record).forEach(element -> visit(element, action));
    }
  }

  private void check() {
    if (!tensors.isCurrent()) {
      throw new IllegalStateException(
          "a scope belongs to the thread that opened it; open one in thread "
              + Thread.currentThread().getName());
    }
    if (closed || !tensors.isOpen(this, depth)) {
      throw new IllegalStateException("the scope is closed");
    }
  }

  /**
   * Closes every tensor of the scope that was not kept. Closing twice is harmless.
   *
   * @throws IllegalStateException if another thread opened the scope, or if a scope inside of it is
   *     still open; in the second case both are closed all the same
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (!tensors.isCurrent()) {
      throw new IllegalStateException(
          "a scope must be closed by the thread that opened it, not by "
              + Thread.currentThread().getName());
    }
    closed = true;
    if (!tensors.isOpen(this, depth)) {
      return; // a scope around it was closed first, and closed this one too
    }
    int open = tensors.depth();
    tensors.close(depth);
    if (open > depth + 1) {
      throw new IllegalStateException(
          "a scope was closed while a scope inside of it was open; close the inner one first, as"
              + " try-with-resources does");
    }
  }
}
