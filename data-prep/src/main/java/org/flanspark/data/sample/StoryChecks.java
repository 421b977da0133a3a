package org.flanspark.data.sample;

/** A question about a story that is answered by no (label 0) or yes (1). */
final class StoryChecks implements Grammar {
  @Override
  public SampleRow draw(Draw draw) {
    int label = draw.label(2);
    HarbourStory story = HarbourStory.draw(draw);
    String question =
        switch (draw.below(3)) {
          case 0 ->
              "Did %s go to the %s?"
                  .formatted(
                      story.goer(),
                      label == 1 ? story.place() : draw.other(Island.PLACES, story.place()));
          case 1 ->
              "Did %s buy %s?"
                  .formatted(
                      story.buyer(),
                      label == 1 ? story.food() : draw.other(Island.FOODS, story.food()));
          default ->
              "Did %s lose a %s?"
                  .formatted(
                      story.loser(),
                      label == 1 ? story.thing() : draw.other(Island.THINGS, story.thing()));
        };
    return SampleRow.of("story", story.text(), "question", question, "label", label);
  }
}
