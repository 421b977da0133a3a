package org.flanspark.data.sample;

import java.util.List;
import java.util.Locale;

/** Short phrases without their spaces. */
final class WordSegmentation {
  private static final List<String> PATTERNS =
      List.of(
          "the {worker} has a {colour} {thing}",
          "{number} {thing}s at the {place}",
          "a {thing} and some {food}",
          "the {colour} {place} is open",
          "my {food} is on the {thing}",
          "{who} saw the {worker}");

  private WordSegmentation() {}

  static SampleRow draw(Draw draw) {
    String phrase =
        draw.of(PATTERNS)
            .replace("{worker}", draw.of(Island.WORKERS))
            .replace("{colour}", draw.of(Island.COLOURS))
            .replace("{thing}", draw.of(Island.THINGS))
            .replace("{number}", draw.of(Island.NUMBERS))
            .replace("{place}", draw.of(Island.PLACES))
            .replace("{food}", draw.of(Island.FOODS))
            .replace("{who}", draw.of(Island.PEOPLE).toLowerCase(Locale.ROOT));
    return SampleRow.of("joined", phrase.replace(" ", ""), "text", phrase);
  }
}
