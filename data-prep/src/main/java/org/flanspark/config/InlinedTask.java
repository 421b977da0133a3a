package org.flanspark.config;

import java.util.Optional;

/**
 * A task file that stands in {@code data.tasks} itself, in place of its folder: so it comes along
 * with the settings to where the folder is not. Its text is kept as it is, since what is made of a
 * task is known by its digest.
 *
 * @param file its name, for messages
 * @param text of the file
 */
public record InlinedTask(String file, String text) {
  private static final String PREFIX = "inline:";

  /** The task that a value of {@code data.tasks} holds; nothing where it names a folder. */
  public static Optional<InlinedTask> of(String place) {
    int end = place.indexOf('\n');
    return place.startsWith(PREFIX) && end > 0
        ? Optional.of(
            new InlinedTask(place.substring(PREFIX.length(), end), place.substring(end + 1)))
        : Optional.empty();
  }

  /** As a value of {@code data.tasks}. */
  public String place() {
    return PREFIX + file + "\n" + text;
  }
}
