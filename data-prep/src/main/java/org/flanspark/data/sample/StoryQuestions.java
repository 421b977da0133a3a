package org.flanspark.data.sample;

/** A question whose answer stands in the story. */
final class StoryQuestions implements Grammar {
  @Override
  public SampleRow draw(Draw draw) {
    HarbourStory story = HarbourStory.draw(draw);
    return switch (draw.below(6)) {
      case 0 -> row(story, "Where did %s go?".formatted(story.goer()), "the " + story.place());
      case 1 -> row(story, "Who went to the %s?".formatted(story.place()), story.goer());
      case 2 -> row(story, "What did %s buy?".formatted(story.buyer()), story.food());
      case 3 -> row(story, "Who bought the %s?".formatted(story.food()), story.buyer());
      case 4 -> row(story, "What did %s lose?".formatted(story.loser()), "the " + story.thing());
      default -> row(story, "Who lost the %s?".formatted(story.thing()), story.loser());
    };
  }

  private static SampleRow row(HarbourStory story, String question, String answer) {
    return SampleRow.of("story", story.text(), "question", question, "answer", answer);
  }
}
