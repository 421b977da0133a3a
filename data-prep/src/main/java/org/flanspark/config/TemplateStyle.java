package org.flanspark.config;

/** How training examples are worded (the role of instructions, arXiv 2109.01652, section 4.3). */
public enum TemplateStyle {
  /** In the words of the task's templates. */
  INSTRUCTIONS,
  /** The record's fields after the names of cluster and task. */
  TASK_NAME,
  /** The record's fields alone. */
  NONE
}
