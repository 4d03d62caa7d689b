package dev.obor.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a test, or each test of a class, leave open tensors to the garbage collector, as programs
 * may do with modules and optimizers.
 *
 * <p>{@link LeakCheck} then waits until the collector has found them all, and fails the test when
 * something still holds one.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface LeftToCollector {}
