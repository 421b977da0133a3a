package org.flanspark.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, so that all of it is reported at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /** Adds a problem; the text names key, value and what was expected. */
  public void add(String problem) {
    found.add(problem);
  }

  /** Adds the problem unless the condition holds. */
  public void check(boolean holds, String problem) {
    if (!holds) {
      add(problem);
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the collecting.
   *
   * @throws ConfigException with every problem, if there is any
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
