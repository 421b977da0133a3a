package org.flanspark.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleTasksTest {
  private static final Map<String, Map<String, List<SampleRow>>> ROWS = new TreeMap<>();
  private static final TaskCatalog CATALOG =
      TaskCatalog.load(List.of("classpath:sample/tasks"), new Configuration(false));

  /** A slot that nothing was put into, or two blanks. */
  private static final Pattern UNFILLED = Pattern.compile("[{}%]|  ");

  static List<SampleTask> tasks() {
    return SampleTasks.ALL;
  }

  private static Map<String, List<SampleRow>> rows(SampleTask task) {
    return ROWS.computeIfAbsent(task.name(), name -> task.rows(SampleGenerator.DEFAULT_SEED));
  }

  private static List<SampleRow> allRows(SampleTask task) {
    return rows(task).values().stream().flatMap(Collection::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void hasTheRecordsThatItsSplitsAskFor(SampleTask task) {
    task.rowsPerSplit()
        .forEach((split, count) -> assertThat(rows(task).get(split)).as(split).hasSize(count));
    assertThat(rows(task).keySet()).containsExactly("train", "validation", "test");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void asksNothingTwiceInOneSplitOrInTwo(SampleTask task) {
    Set<Map<String, Object>> questions = new HashSet<>();
    allRows(task).forEach(row -> questions.add(row.question()));

    assertThat(questions).hasSameSizeAs(allRows(task));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void balancesItsLabels(SampleTask task) {
    for (List<SampleRow> split : rows(task).values()) {
      Map<Object, Long> counts =
          split.stream()
              .filter(row -> row.answer().containsKey("label"))
              .collect(
                  Collectors.groupingBy(row -> row.answer().get("label"), Collectors.counting()));
      if (!counts.isEmpty()) {
        long most = counts.values().stream().max(Long::compare).orElseThrow();
        long least = counts.values().stream().min(Long::compare).orElseThrow();
        assertThat(most - least).as(counts.toString()).isLessThanOrEqualTo(1);
        assertThat(counts).hasSizeGreaterThan(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void hasTheAnswerAmongDifferentChoices(SampleTask task) {
    assertThat(allRows(task)).allMatch(SampleTasksTest::hasItsAnswerAmongDifferentChoices);
  }

  private static boolean hasItsAnswerAmongDifferentChoices(SampleRow row) {
    return !(row.question().get("choices") instanceof List<?> choices)
        || (new HashSet<>(choices).size() == choices.size()
            && (Integer) row.answer().get("label") >= 0
            && (Integer) row.answer().get("label") < choices.size());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void keepsItsTextsShortAndFilled(SampleTask task) {
    assertThat(
            allRows(task).stream()
                .flatMap(row -> row.columns().values().stream())
                .map(Object::toString)
                .filter(SampleTasksTest::isBlankLongOrUnfilled))
        .isEmpty();
  }

  private static boolean isBlankLongOrUnfilled(String text) {
    return text.isBlank() || text.split(" ").length > 50 || UNFILLED.matcher(text).find();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void hasATaskFileForItsColumns(SampleTask task) {
    Task file = CATALOG.task(task.name());

    assertThat(file.source().path()).isEqualTo(task.name());
    Set<String> declared = new TreeSet<>();
    for (String column : file.source().schema().split(", ")) {
      declared.add(column.split(" ")[0]);
    }
    assertThat(allRows(task)).allMatch(row -> row.columns().keySet().equals(declared));
    assertThat(file.templates()).hasSizeGreaterThanOrEqualTo(9);
    assertThat(file.licence()).isEqualTo("Apache-2.0");
  }

  @Test
  void spreadOverElevenOfFlansClusters() {
    Set<String> clusters = new TreeSet<>();
    SampleGenerator.taskNames().forEach(name -> clusters.add(CATALOG.task(name).cluster()));

    assertThat(clusters)
        .containsExactly(
            "closed-book-qa",
            "commonsense",
            "coreference",
            "miscellaneous",
            "natural-language-inference",
            "paraphrase",
            "reading-comprehension",
            "sentiment",
            "struct-to-text",
            "summarization",
            "translation");
  }

  @Test
  void askInTheTestSplitForFactsThatTrainingTold() {
    SampleTask facts =
        SampleTasks.ALL.stream()
            .filter(task -> task.name().equals("town_facts"))
            .findFirst()
            .orElseThrow();
    Set<String> told = new HashSet<>();
    rows(facts).get("train").forEach(row -> told.add(townAndAnswer(row)));

    assertThat(rows(facts).get("test")).allMatch(row -> told.contains(townAndAnswer(row)));
  }

  private static String townAndAnswer(SampleRow row) {
    String question = row.question().get("question").toString();
    String town = Island.TOWNS.stream().filter(question::contains).findFirst().orElseThrow();
    return town + " " + row.answer().get("answer");
  }
}
