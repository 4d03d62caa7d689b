package dev.obor.testing;

import dev.obor.LiveTensors;
import dev.obor.Scope;
import dev.obor.Torch;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails every test after which more tensors or scopes are open than before it.
 *
 * <p>It is registered for all tests through {@code META-INF/services}. A test closes what it makes:
 * by a scope in it, by {@code close()}, or by the annotation {@link InScope}; or it says that it
 * does not, by {@link LeftToCollector}. Tensors that several tests use are made in
 * {@code @BeforeAll} methods or static initialisers, before the first test begins. Tensors that are
 * closed, but that another thread has used, get time until the collector finds them; tensors that
 * are merely unreachable do not.
 *
 * <p>With {@code -Dobor.leakDetection=true} the failure names the places where the tensors were
 * made.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  @Override
  public void beforeEach(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    store.put(LiveTensors.class, LiveTensors.now());
    if (isAnnotated(context, InScope.class)) {
      store.put(Scope.class, Torch.scope());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    Store store = context.getStore(NAMESPACE);
    LiveTensors before = store.remove(LiveTensors.class, LiveTensors.class);
    Scope scope = store.remove(Scope.class, Scope.class);
    if (before == null) {
      return; // another extension failed first
    }
    int scopes = LiveTensors.now().openScopes() - before.openScopes() - (scope == null ? 0 : 1);
    LiveTensors.closeScopes(before.openScopes() + (scope == null ? 0 : 1));
    if (scope != null) {
      scope.close();
    }
    if (context.getExecutionException().isPresent()) {
      return; // a test that failed half-way may not have come to its closing
    }
    if (scopes > 0) {
      throw new AssertionError(
          context.getDisplayName() + " left " + count(scopes, "scope") + " open");
    }
    check(context.getDisplayName(), before, isAnnotated(context, LeftToCollector.class));
  }

  private static boolean isAnnotated(
      ExtensionContext context, Class<? extends Annotation> annotation) {
    for (Optional<ExtensionContext> at = Optional.of(context); at.isPresent(); ) {
      if (AnnotationSupport.isAnnotated(at.get().getElement(), annotation)) {
        return true;
      }
      at = at.get().getParent();
    }
    return false;
  }

  /**
   * Runs code that is to close its temporaries, and fails unless the tensors in its result are all
   * that is alive afterwards.
   *
   * @param tensors how many tensors the result holds that the code made
   * @return the result, whose tensors the calling thread's innermost scope owns
   */
  public static <T> T closesTemporaries(int tensors, Supplier<T> code) {
    LiveTensors before = LiveTensors.now();
    T result = code.get();
    LiveTensors left = LiveTensors.now().since(before);
    if (left.open() != tensors) {
      throw new AssertionError(
          "expected the code to leave " + count(tensors, "tensor") + ", but it left " + text(left));
    }
    return result;
  }

  private static void check(String name, LiveTensors before, boolean openOnesAreCollected)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    LiveTensors left = LiveTensors.now().since(before);
    while ((openOnesAreCollected || left.open() == 0)
        && left.open() + left.closed() > 0
        && System.nanoTime() - end < 0) {
      System.gc();
      Thread.sleep(5);
      left = LiveTensors.now().since(before);
    }
    if (left.open() > 0) {
      throw new AssertionError(name + " leaked " + text(left));
    }
    if (left.closed() > 0) {
      throw new AssertionError(
          name
              + " closed "
              + count(left.closed(), "tensor")
              + " that another thread has used and that something still holds");
    }
  }

  private static String text(LiveTensors left) {
    StringBuilder text = new StringBuilder(count(left.open(), "tensor"));
    Map<String, Integer> sites = left.sites();
    if (sites.isEmpty()) {
      text.append(
          "; close what the test makes, make it in a scope, or annotate the test with @InScope"
              + " (-Dobor.leakDetection=true tells where tensors were made)");
    }
    sites.forEach(
        (site, count) -> text.append("\n").append(count).append(" made at ").append(site));
    return text.toString();
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
