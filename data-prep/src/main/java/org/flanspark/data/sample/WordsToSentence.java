package org.flanspark.data.sample;

import java.util.List;

/** Three words, and the plain sentence that holds them: who does what and where. */
final class WordsToSentence implements Grammar {
  private record Action(String word, String phrase) {}

  private static final List<Action> ACTIONS =
      List.of(
          new Action("sing", "sings"),
          new Action("sleep", "sleeps"),
          new Action("dance", "dances"),
          new Action("wait", "waits"),
          new Action("eat", "eats"),
          new Action("work", "works"),
          new Action("laugh", "laughs"),
          new Action("run", "runs"));
  private static final List<String> QUALITIES =
      List.of("old", "young", "tall", "tired", "happy", "quiet", "hungry", "busy");

  @Override
  public SampleRow draw(Draw draw) {
    String worker = draw.of(Island.WORKERS);
    Action action = draw.of(ACTIONS);
    String place = draw.of(Island.PLACES);
    String quality = draw.of(QUALITIES);
    List<String> words = draw.shuffled(List.of(worker, action.word(), place, quality));
    String sentence = "The %s %s %s at the %s.".formatted(quality, worker, action.phrase(), place);
    return SampleRow.of("words", words, "sentence", sentence);
  }
}
