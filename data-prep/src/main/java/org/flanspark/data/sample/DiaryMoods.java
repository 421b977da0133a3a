package org.flanspark.data.sample;

import java.util.List;

/** A line of a diary and the feeling in it: anger, fear, joy or sadness. */
final class DiaryMoods implements Grammar {
  private static final List<List<String>> EVENTS =
      List.of(
          List.of(
              "%s broke my %s and only laughed at me",
              "%s blamed me for the lost %s, which was a lie",
              "%s took my %s again without asking",
              "%s shouted at my brother about a %s",
              "%s cheated me when I sold the %s"),
          List.of(
              "%s heard steps behind us and dropped the %s in the dark",
              "%s and I hid under a blanket with one %s while the storm shook the roof",
              "%s saw a wolf close to the house and held the %s tight",
              "%s warned me that the old bridge may fall, and the %s shook in my hands",
              "%s went out on the wild sea with nothing but a %s, and my knees trembled"),
          List.of(
              "%s gave me a new %s and I danced around the kitchen",
              "%s and I won the race, and the prize was a %s",
              "%s came home at last and brought me a %s",
              "%s and I laughed until midnight about a silly %s",
              "%s sang for my birthday and wrapped up a %s"),
          List.of(
              "%s moved away for ever and left only a %s behind",
              "%s forgot my birthday, and I sat alone with my %s",
              "%s was too ill to come, and I put away the %s with tears in my eyes",
              "%s died last winter, and today I found the old %s",
              "%s lost the %s that was our mother's, and we both wept"));
  private static final List<List<String>> FEELINGS =
      List.of(
          List.of("I could have smashed a plate.", "My face was hot and my fists were closed."),
          List.of("My heart was pounding.", "I did not dare to breathe."),
          List.of("What a day!", "I cannot stop smiling."),
          List.of("I cried for an hour.", "Nothing can cheer me up."));
  private static final List<String> PLAIN =
      List.of("Then I went to bed.", "That is all for today.", "It was late.", "");

  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(4);
    String event =
        draw.of(EVENTS.get(label)).formatted(draw.of(Island.PEOPLE), draw.of(Island.THINGS));
    String when = Island.capitalized(draw.of(Island.TIMES));
    String end = draw.of(draw.oneIn(2) ? FEELINGS.get(label) : PLAIN);
    return SampleRow.of("entry", "%s %s. %s".formatted(when, event, end).strip(), "label", label);
  }
}
