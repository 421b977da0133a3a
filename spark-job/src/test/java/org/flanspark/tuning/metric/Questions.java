package org.flanspark.tuning.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Questions for tests. */
final class Questions {
  private Questions() {}

  /** One of so many classes is right. */
  static Question ofClasses(int classes, int answer) {
    List<String> options =
        IntStream.range(0, classes).mapToObj(option -> "class " + option).toList();
    return new Question("", options, List.of(answer), List.of());
  }

  static Question of(List<String> options, Integer... answers) {
    return new Question("", options, Arrays.asList(answers), List.of());
  }

  static Question written(String... references) {
    return new Question("", List.of(), List.of(), List.of(references));
  }
}
