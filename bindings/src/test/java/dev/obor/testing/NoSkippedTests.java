package dev.obor.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Fails the tests that JUnit would pass over: those that are {@code @Disabled}, and those whose
 * assumption does not hold.
 *
 * <p>It is registered for every test through {@code META-INF/services}, and {@code
 * junit-platform.properties} switches JUnit's own handling of {@code @Disabled} off.
 */
public final class NoSkippedTests implements ExecutionCondition, InvocationInterceptor {
  private static final String CURE = " Make it pass, or delete it: Obor skips no test.";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    AnnotationSupport.findAnnotation(context.getElement(), Disabled.class)
        .ifPresent(
            disabled -> {
              throw new IllegalStateException(
                  context.getDisplayName()
                      + " is @Disabled"
                      + (disabled.value().isEmpty() ? "." : " (" + disabled.value() + ").")
                      + CURE);
            });
    return ConditionEvaluationResult.enabled("not @Disabled");
  }

  @Override
  public <T extends @Nullable Object> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    return holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    return holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext extensionContext)
      throws Throwable {
    holdingAssumptions(invocation, extensionContext);
  }

  private static <T extends @Nullable Object> T holdingAssumptions(
      Invocation<T> invocation, ExtensionContext context) throws Throwable {
    try {
      return invocation.proceed();
    } catch (TestAbortedException e) {
      throw new AssertionError(
          context.getDisplayName() + " gave up: " + e.getMessage() + "." + CURE, e);
    }
  }
}
