package org.flanspark.data.sample;

import java.util.List;
import java.util.Locale;

/** The tasks of the shipped sample; each has its file under {@code sample/tasks/<cluster>}. */
final class SampleTasks {
  static final List<SampleTask> ALL =
      List.of(
          // sentiment
          task("island_reviews", new IslandReviews()),
          task("diary_moods", new DiaryMoods()),
          // natural-language-inference
          task("small_inference", new SmallInference()),
          task("group_claims", new GroupClaims()),
          // paraphrase
          task("same_meaning", new SameMeaning()),
          task("same_question", new SameQuestion()),
          // closed-book-qa
          SampleTask.of("town_facts", 720, 80, 160, new TownFacts()),
          task("animal_choices", new AnimalChoices()),
          // reading-comprehension
          task("story_questions", new StoryQuestions()),
          task("story_checks", new StoryChecks()),
          // commonsense
          task("what_happened_next", new WhatHappenedNext()),
          task("right_tool", new RightTool()),
          // coreference
          task("who_is_meant", new WhoIsMeant()),
          task("what_is_meant", new WhatIsMeant()),
          // struct-to-text
          task("inn_cards", new InnCards()),
          task("words_to_sentence", new WordsToSentence()),
          // translation
          task("lumic_english", SampleTasks::fromLumic),
          task("english_lumic", SampleTasks::toLumic),
          // summarization
          task("town_notices", new TownNotices()),
          task("chats", new Chats()),
          // miscellaneous
          task("linear_equations", new LinearEquations()),
          task("fix_punctuation", SampleTasks::punctuation),
          task("capital_letters", SampleTasks::capitalLetters),
          task("word_segmentation", WordSegmentation::draw),
          task("question_types", new QuestionTypes()));

  private SampleTasks() {}

  private static SampleTask task(String name, Grammar grammar) {
    return SampleTask.of(name, 1000, 120, 200, grammar);
  }

  private static SampleRow fromLumic(Draw draw) {
    Lumic pair = Lumic.draw(draw);
    return SampleRow.of("lumic", pair.lumic(), "english", pair.english());
  }

  private static SampleRow toLumic(Draw draw) {
    Lumic pair = Lumic.draw(draw);
    return SampleRow.of("english", pair.english(), "lumic", pair.lumic());
  }

  private static SampleRow punctuation(Draw draw) {
    String sentence = PlainSentences.draw(draw);
    return SampleRow.of("plain", PlainSentences.withoutPunctuation(sentence), "sentence", sentence);
  }

  private static SampleRow capitalLetters(Draw draw) {
    String sentence = PlainSentences.draw(draw);
    return SampleRow.of("lower", sentence.toLowerCase(Locale.ROOT), "sentence", sentence);
  }
}
