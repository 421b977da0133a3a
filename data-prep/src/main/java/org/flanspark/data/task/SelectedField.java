package org.flanspark.data.task;

import java.io.Serializable;
import java.util.Set;

/**
 * One field of a record.
 *
 * @param name as templates use it, or one of the reserved names
 * @param expression Spark SQL over the source's columns
 */
public record SelectedField(String name, String expression) implements Serializable {
  /** A classification's possible answers: an array of texts. */
  public static final String OPTIONS = "options";

  /** What is right: a text. */
  public static final String ANSWER = "answer";

  /** All texts that count as right: an array; by default the answer alone. */
  public static final String REFERENCES = "references";

  /** What belongs together where a metric needs it, as the answers to one question. */
  public static final String GROUP = "group";

  /** The record's own name in the data set; part of its identity, of no template. */
  public static final String ID = "id";

  private static final Set<String> RESERVED = Set.of(OPTIONS, ANSWER, REFERENCES, GROUP, ID);

  /** Whether the name has a meaning of its own; the other fields are a template's content. */
  public boolean isReserved() {
    return RESERVED.contains(name);
  }
}
