package org.flanspark.data.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The built-in catalogue against the counts of the paper and of its code. */
class FlanCatalogTest {
  private static final List<Task> TASKS =
      TaskCatalog.load(List.of(), new Configuration(false)).tasks();
  private static final List<Task> TRAINED = TASKS.stream().filter(Task::isTrainable).toList();

  /** arXiv 2109.01652, Figure 3; SQuAD and ARC are one data set each, ANLI and MNLI too. */
  @Test
  void holdsSixtyTwoDataSetsOfTwelveClusters() {
    Map<String, Long> byCluster =
        TRAINED.stream()
            .collect(
                Collectors.groupingBy(
                    Task::cluster,
                    Collectors.mapping(
                        FlanCatalogTest::dataSet,
                        Collectors.collectingAndThen(
                            Collectors.toSet(), set -> (long) set.size()))));

    assertThat(byCluster)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("natural-language-inference", 7L),
                Map.entry("commonsense", 4L),
                Map.entry("sentiment", 4L),
                Map.entry("paraphrase", 4L),
                Map.entry("closed-book-qa", 3L),
                Map.entry("reading-comprehension", 5L),
                Map.entry("reading-comprehension-with-commonsense", 2L),
                Map.entry("coreference", 3L),
                Map.entry("miscellaneous", 7L),
                Map.entry("struct-to-text", 4L),
                Map.entry("translation", 8L),
                Map.entry("summarization", 11L)));
    assertThat(TRAINED.stream().map(FlanCatalogTest::dataSet).distinct()).hasSize(62);
  }

  /** The code of the paper: task_splits.py has 69 trainable tasks in 17 clusters, and wsc273. */
  @Test
  void isSplitIntoSixtyNineTasksOfSeventeenFamiliesAndOneDataSetThatIsOnlyEvaluated() {
    assertThat(TRAINED).hasSize(69);
    assertThat(TRAINED.stream().map(Task::family).distinct()).hasSize(17);
    Set<String> evaluated = TASKS.stream().map(Task::dataSet).collect(Collectors.toSet());
    TRAINED.forEach(task -> evaluated.remove(task.name()));
    assertThat(evaluated).containsExactly("wsc273");
  }

  /** arXiv 2109.01652, Table 2: both directions of each pair. */
  @Test
  void isEvaluatedInBothDirectionsOfEveryTranslation() {
    List<Task> reverses = TASKS.stream().filter(task -> task.reverses() != null).toList();

    assertThat(reverses)
        .extracting(Task::dataSet)
        .containsExactlyElementsOf(
            TRAINED.stream()
                .filter(task -> task.cluster().equals("translation"))
                .map(Task::name)
                .toList());
    assertThat(reverses)
        .allSatisfy(
            task -> {
              assertThat(task.name()).isEqualTo(task.dataSet() + "_into_english");
              assertThat(task.isTrainable()).isFalse();
              assertThat(task.templates()).as(task.name()).hasSizeBetween(2, 3);
              assertThat(task.baseline()).as(task.name()).isNotNull();
            });
  }

  @Test
  void hasTenTemplatesForEachTaskOfWhichAtMostThreeAreTurnedAround() {
    assertThat(TASKS)
        .filteredOn(task -> task.reverses() == null)
        .allSatisfy(
            task -> {
              assertThat(task.templates()).as(task.name()).hasSize(10).doesNotHaveDuplicates();
              assertThat(task.templates().stream().filter(TaskTemplate::turnedAround).count())
                  .as(task.name())
                  .isLessThanOrEqualTo(3);
            });
  }

  private static String dataSet(Task task) {
    return task.source().path().split("/")[0];
  }
}
