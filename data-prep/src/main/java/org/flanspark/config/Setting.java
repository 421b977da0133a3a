package org.flanspark.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of the configuration, on the record component that holds its value. The key is the
 * component's name in kebab-case; what stands here is its only definition.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** The default, as YAML. */
  String value();

  /** Meaning and unit, for the printed reference. */
  String says() default "";

  /** The least value that a number may have. */
  double min() default Double.NEGATIVE_INFINITY;

  /** The greatest value that a number may have. */
  double max() default Double.POSITIVE_INFINITY;

  /** What a number must exceed. */
  double above() default Double.NEGATIVE_INFINITY;

  /** What a number must stay under. */
  double below() default Double.POSITIVE_INFINITY;

  /** Values that the configuration knows and this version cannot do: refused by that name. */
  String[] reserved() default {};

  /** What other tools call it, so that an unknown key can be answered with ours. */
  String[] elsewhere() default {};
}
