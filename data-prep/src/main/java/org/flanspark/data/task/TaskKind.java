package org.flanspark.data.task;

/** How a task is measured: by ranking its options, or by the text that is generated. */
public enum TaskKind {
  CLASSIFICATION("classification"),
  GENERATION("generation");

  private final String text;

  TaskKind(String text) {
    this.text = text;
  }

  /** As it stands in a task file and in the manifest. */
  public String text() {
    return text;
  }
}
