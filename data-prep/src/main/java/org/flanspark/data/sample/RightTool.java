package org.flanspark.data.sample;

import java.util.List;
import java.util.Map;

/** What is needed for a piece of work, among three things. */
final class RightTool implements Grammar {
  private record Use(String work, String tool) {}

  private static final List<Use> USES =
      List.of(
          new Use("cut bread", "knife"),
          new Use("drive in a nail", "hammer"),
          new Use("sew a button on", "needle"),
          new Use("dig a hole", "spade"),
          new Use("sweep the floor", "broom"),
          new Use("boil water", "kettle"),
          new Use("tie up a boat", "rope"),
          new Use("see in the dark", "lamp"),
          new Use("reach a high shelf", "ladder"),
          new Use("open a locked door", "key"),
          new Use("write a letter", "pen"),
          new Use("cross a river", "boat"),
          new Use("catch fish", "net"),
          new Use("keep the rain off", "umbrella"),
          new Use("cut down a tree", "axe"),
          new Use("tell the time", "clock"),
          new Use("eat soup", "spoon"),
          new Use("dry wet hands", "towel"),
          new Use("find the way", "map"),
          new Use("paint a wall", "brush"),
          new Use("weigh flour", "scales"));
  private static final List<String> QUESTIONS =
      List.of(
          "What does {who} need to {work}?",
          "{who} wants to {work}. What should be at hand?",
          "With what would {who} {work}?",
          "Which of these helps {who} to {work}?");

  @Override
  public SampleRow draw(Draw draw) {
    Use use = draw.of(USES);
    List<String> wrong =
        draw.several(2, USES.stream().filter(other -> !other.equals(use)).map(Use::tool).toList());
    String question =
        Island.capitalized(
            draw.of(QUESTIONS)
                .replace("{who}", "the " + draw.of(Island.WORKERS))
                .replace("{work}", use.work()));
    return SampleRow.choice(Map.of("question", question), use.tool(), wrong, draw);
  }
}
