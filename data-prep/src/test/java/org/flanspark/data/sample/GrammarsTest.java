package org.flanspark.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrammarsTest {
  private static final Pattern SUM =
      Pattern.compile("(?:(\\d+)\\*)?[xyn](?: ([+-]) (\\d+))? = (-?\\d+)");

  private static List<SampleRow> rows(Grammar grammar) {
    return IntStream.range(0, 200)
        .mapToObj(turn -> grammar.draw(new Draw(1, "test", turn, turn)))
        .toList();
  }

  @Test
  void giveTheSolutionOfEachEquation() {
    for (SampleRow row : rows(new LinearEquations())) {
      String equation = row.question().get("equation").toString();
      Matcher matcher = SUM.matcher(equation);
      if (!matcher.matches()) {
        String[] sides = equation.split(" = ");
        matcher = SUM.matcher(sides[1] + " = " + sides[0]);
        assertThat(matcher.matches()).as(equation).isTrue();
      }
      int factor = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
      int summand = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
      int solution = Integer.parseInt(row.answer().get("solution").toString());

      assertThat(factor * solution + ("-".equals(matcher.group(2)) ? -summand : summand))
          .as(equation)
          .isEqualTo(Integer.parseInt(matcher.group(4)));
    }
  }

  @Test
  void joinWordsAndTakePunctuationAway() {
    for (SampleRow row : rows(WordSegmentation::draw)) {
      assertThat(row.answer().get("text").toString().replace(" ", ""))
          .isEqualTo(row.question().get("joined"));
    }
    assertThat(PlainSentences.withoutPunctuation("Yes, the baker has bread, cheese and tea!"))
        .isEqualTo("Yes the baker has bread cheese and tea");
  }

  @Test
  void translateWordByWordInLumicsOrder() {
    assertThat(Lumic.draw(new Draw(1, "lumic", 2, 2)))
        .isEqualTo(new Lumic("the green farmer sees the green stone", "dormi feli gor feli mira"));
    assertThat(Lumic.draw(new Draw(1, "lumic", 4, 4)))
        .isEqualTo(new Lumic("the small sailor saw two plums", "marno pip velu vim-ri tamira"));
  }

  @Test
  void answerAYesOrNoQuestionFromTheStory() {
    for (SampleRow row : rows(new StoryChecks())) {
      String story = row.question().get("story").toString();
      String lastWord =
          row.question().get("question").toString().replaceAll(".* ([a-z]+)\\?", "$1");

      assertThat(story.contains(" " + lastWord + "."))
          .as(row.toString())
          .isEqualTo(row.answer().get("label").equals(1));
    }
  }

  @Test
  void findTheAnswerInTheStory() {
    assertThat(rows(new StoryQuestions()))
        .allMatch(
            row ->
                row.question()
                    .get("story")
                    .toString()
                    .contains(row.answer().get("answer").toString().replace("the ", "")));
  }

  @Test
  void stopWhereAGrammarHasNoMoreToSay() {
    SampleTask task =
        SampleTask.of("coin", 3, 0, 0, draw -> SampleRow.of("side", draw.below(2), "label", 0));

    assertThatThrownBy(() -> task.rows(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot make 3 rows of coin/train: the grammar has no more than 2");
  }

  @Test
  void keepFactsThroughTheWholeSample() {
    Draw one = new Draw(7, "town_facts/train", 0, 0);
    Draw other = new Draw(7, "town_facts/test", 31, 5);

    for (TownFact fact : TownFact.values()) {
      assertThat(fact.of("Belm", one)).isEqualTo(fact.of("Belm", other));
    }
  }

  @Test
  void putTheRightChoiceWhereTheTurnOfTheRowSays() {
    SampleRow row =
        SampleRow.choice(
            Map.of("question", "q"), "right", List.of("wrong", "bad"), new Draw(1, "t", 9, 4));

    assertThat(row.columns())
        .isEqualTo(
            Map.of("question", "q", "choices", List.of("wrong", "right", "bad"), "label", 1));
  }
}
