package dev.obor.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a test, or each test of a class, in a scope of its own, so that it need not close the
 * tensors that it makes.
 *
 * <p>{@link LeakCheck} opens the scope before {@code @BeforeEach} methods and closes it after
 * {@code @AfterEach} methods. What is alive after that counts as leaked, as without the annotation.
 * A temporary that the code under test forgets to close belongs to the scope too and is not
 * noticed: where that matters, use {@link LeakCheck#closesTemporaries}.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface InScope {}
