package org.flanspark.data.sample;

import java.util.List;

/** Two workers and a "they" that means one of them; the verb and the reason decide which. */
final class WhoIsMeant implements Grammar {
  /**
   * A sentence about two people.
   *
   * @param first whether the first of them is meant
   */
  private record Reason(boolean first, String text, String question) {}

  private static final List<Reason> REASONS =
      List.of(
          new Reason(false, "%s thanked %s because they had helped.", "Who had helped?"),
          new Reason(true, "%s thanked %s because they had been helped.", "Who had been helped?"),
          new Reason(true, "%s apologised to %s because they had come late.", "Who had come late?"),
          new Reason(false, "%s scolded %s because they had come late.", "Who had come late?"),
          new Reason(true, "%s asked %s for money because they were poor.", "Who was poor?"),
          new Reason(false, "%s asked %s for money because they were rich.", "Who was rich?"),
          new Reason(false, "%s carried %s home because they were tired.", "Who was tired?"),
          new Reason(true, "%s carried %s home because they were strong.", "Who was strong?"),
          new Reason(true, "%s paid %s because they had lost the bet.", "Who had lost the bet?"),
          new Reason(false, "%s paid %s because they had won the bet.", "Who had won the bet?"),
          new Reason(false, "%s fed %s because they were hungry.", "Who was hungry?"),
          new Reason(
              true, "%s fed %s because they had cooked too much.", "Who had cooked too much?"));

  @Override
  public SampleRow draw(Draw draw) {
    Reason reason = draw.of(REASONS);
    List<String> people =
        draw.several(2, Island.WORKERS).stream().map(worker -> "the " + worker).toList();
    String sentence = Island.capitalized(reason.text().formatted(people.get(0), people.get(1)));
    String right = people.get(reason.first() ? 0 : 1);
    String wrong = people.get(reason.first() ? 1 : 0);
    return SampleRow.choice(
        SampleRow.columns("sentence", sentence, "question", reason.question()),
        right,
        List.of(wrong),
        draw);
  }
}
