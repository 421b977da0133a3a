package org.flanspark.tuning.doctor;

import java.util.ArrayList;
import java.util.List;

/** Executors by their numbers, in as few words as they take. */
final class PlaceNames {
  private static final int LONGEST_NUMBER = 9;

  private PlaceNames() {}

  /** As in {@code executors 1-4, 7}. */
  static String of(List<String> executors) {
    if (!executors.stream().allMatch(PlaceNames::isNumber)) {
      return String.join(", ", executors);
    }
    List<Integer> numbers = executors.stream().map(Integer::parseInt).sorted().toList();
    List<String> runs = new ArrayList<>();
    for (int from = 0, to; from < numbers.size(); from = to) {
      to = endOfRun(numbers, from);
      runs.add(run(numbers.get(from), numbers.get(to - 1)));
    }
    return (numbers.size() == 1 ? "executor " : "executors ") + String.join(", ", runs);
  }

  private static int endOfRun(List<Integer> numbers, int from) {
    int to = from + 1;
    while (to < numbers.size() && numbers.get(to) == numbers.get(to - 1) + 1) {
      to++;
    }
    return to;
  }

  private static String run(int first, int last) {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }

  static boolean isNumber(String name) {
    return name.length() <= LONGEST_NUMBER && name.matches("\\d+");
  }
}
