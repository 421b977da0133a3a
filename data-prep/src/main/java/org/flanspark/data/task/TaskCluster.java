package org.flanspark.data.task;

import java.util.List;

/** FLAN's twelve clusters (arXiv 2109.01652, Figure 3). A task may name any other one too. */
public enum TaskCluster {
  NATURAL_LANGUAGE_INFERENCE("natural-language-inference"),
  COMMONSENSE("commonsense"),
  SENTIMENT("sentiment"),
  PARAPHRASE("paraphrase"),
  CLOSED_BOOK_QA("closed-book-qa"),
  READING_COMPREHENSION("reading-comprehension"),
  READING_COMPREHENSION_WITH_COMMONSENSE("reading-comprehension-with-commonsense"),
  COREFERENCE("coreference"),
  MISCELLANEOUS("miscellaneous"),
  STRUCT_TO_TEXT("struct-to-text"),
  TRANSLATION("translation"),
  SUMMARIZATION("summarization");

  private final String text;

  TaskCluster(String text) {
    this.text = text;
  }

  /** As it stands in task files and in the configuration. */
  public String text() {
    return text;
  }

  /** The names of all twelve. */
  public static List<String> texts() {
    return List.of(values()).stream().map(TaskCluster::text).toList();
  }
}
