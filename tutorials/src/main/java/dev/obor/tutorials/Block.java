package dev.obor.tutorials;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the code blocks of the notes that a method ports: {@code @Block("000-07")} is the seventh
 * block of note 000. The table in {@code docs/notes.md} is made from it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Block {
  /** The blocks, in the order of the note. */
  String[] value();

  /** What the port does otherwise than the block, in one line; empty where it does the same. */
  String differs() default "";
}
