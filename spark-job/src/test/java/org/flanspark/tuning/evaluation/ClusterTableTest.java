package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.junit.jupiter.api.Test;

class ClusterTableTest {
  private static final Certainties NO_CERTAINTIES = new Certainties(Map.of(), Map.of(), Map.of());

  @Test
  void everyTaskCountsAlikeWhateverItsSize() {
    ClusterResult cluster =
        only(
            task("sst2", "sentiment", false, "accuracy", 872, 0.9, 0.02, 0.51, 0.5),
            task("imdb", "sentiment", false, "accuracy", 25_000, 0.7, 0.04, 0.50, 0.5));
    assertThat(cluster.tasks()).containsExactly("sst2", "imdb");
    assertThat(cluster.examples()).isEqualTo(25_872);
    assertThat(cluster.tuned().mean()).isCloseTo(0.8, within(1e-11));
    assertThat(cluster.tuned().std()).isCloseTo(0.03, within(1e-11));
    assertThat(cluster.majority()).isCloseTo(0.505, within(1e-11));
    assertThat(cluster.metric()).isEqualTo("accuracy");
    assertThat(cluster.tuned().metrics().get("accuracy").mean()).isCloseTo(0.8, within(1e-11));
  }

  @Test
  void aScoreThatOneTaskLacksTheClusterLacksToo() {
    ClusterResult cluster =
        only(
            task("cola", "miscellaneous", false, "accuracy", 10, 0.9, null, 0.7, 0.5),
            task("fix_punct", "miscellaneous", false, "token-f1", 10, 0.5, 0.1, null, null));
    assertThat(cluster.metric()).isEqualTo("mixed");
    assertThat(cluster.tuned().mean()).isCloseTo(0.7, within(1e-11));
    assertThat(cluster.tuned().std()).isNull();
    assertThat(cluster.majority()).isNull();
    assertThat(cluster.untuned()).isNull();
    assertThat(cluster.tuned().metrics()).isEmpty();
  }

  @Test
  void heldOutClustersComeLast() {
    List<ClusterResult> clusters =
        ClusterTable.of(
            List.of(
                task("cb", "a-held-out-one", true, "accuracy", 1, 0.5, null, null, null),
                task("trec", "miscellaneous", false, "accuracy", 1, 0.5, null, null, null),
                task("copa", "commonsense", false, "accuracy", 1, 0.5, null, null, null)),
            Set.of(),
            NO_CERTAINTIES);
    assertThat(clusters)
        .extracting(ClusterResult::cluster)
        .containsExactly("commonsense", "miscellaneous", "a-held-out-one");
  }

  @Test
  void aClusterHasNoNumberWhereOneOfItsTasksWasWithheld() {
    List<ClusterResult> clusters =
        ClusterTable.of(
            List.of(
                task("trec", "miscellaneous", false, "accuracy", 1, 0.5, null, null, null),
                task("copa", "commonsense", false, "accuracy", 1, 0.5, null, null, null)),
            Set.of("commonsense"),
            NO_CERTAINTIES);
    assertThat(clusters).extracting(ClusterResult::cluster).containsExactly("miscellaneous");
  }

  private static ClusterResult only(TaskResult... tasks) {
    List<ClusterResult> clusters = ClusterTable.of(List.of(tasks), Set.of(), NO_CERTAINTIES);
    assertThat(clusters).hasSize(1);
    return clusters.get(0);
  }

  private static TaskResult task(
      String name,
      String cluster,
      boolean heldOut,
      String metric,
      long examples,
      double mean,
      Double std,
      Double majority,
      Double chance) {
    ScoreSummary summary =
        new ScoreSummary(
            mean, std, null, Map.of(metric, new MeanAndDeviation(mean, std)), Map.of("sum", mean));
    ModelScores tuned = new ModelScores(summary, null, null, List.of(), List.of());
    return new TaskResult(
        name, cluster, heldOut, metric, null, examples, tuned, null, majority, chance, null);
  }
}
