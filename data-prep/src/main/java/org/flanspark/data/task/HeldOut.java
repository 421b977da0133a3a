package org.flanspark.data.task;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The clusters that training leaves out: those asked for, and those that the paper excludes
 * together with them because their tasks are alike (arXiv 2109.01652, section 2.2, footnote 1).
 *
 * @param asked as the configuration names them
 * @param clusters with the joint exclusions; none of them is trained on
 */
public record HeldOut(SortedSet<String> asked, SortedSet<String> clusters) {
  private static final Map<TaskCluster, Set<TaskCluster>> JOINT =
      Map.of(
          TaskCluster.NATURAL_LANGUAGE_INFERENCE,
          Set.of(TaskCluster.PARAPHRASE),
          TaskCluster.PARAPHRASE,
          Set.of(TaskCluster.NATURAL_LANGUAGE_INFERENCE),
          TaskCluster.READING_COMPREHENSION,
          Set.of(TaskCluster.READING_COMPREHENSION_WITH_COMMONSENSE),
          TaskCluster.COMMONSENSE,
          Set.of(TaskCluster.READING_COMPREHENSION_WITH_COMMONSENSE),
          TaskCluster.READING_COMPREHENSION_WITH_COMMONSENSE,
          Set.of(TaskCluster.READING_COMPREHENSION, TaskCluster.COMMONSENSE));

  /** What follows from holding out the given clusters. */
  public static HeldOut of(Collection<String> asked) {
    SortedSet<String> clusters = new TreeSet<>(asked);
    asked.forEach(cluster -> clusters.addAll(joint(cluster)));
    return new HeldOut(new TreeSet<>(asked), clusters);
  }

  /** Whether training leaves the cluster out. */
  public boolean excludes(String cluster) {
    return clusters.contains(cluster);
  }

  /**
   * Whether the cluster may be reported as unseen: it is left out, and so is all that the paper
   * excludes with it. Holding out commonsense leaves reading-comprehension-with-commonsense out of
   * training too, yet that one has still seen reading comprehension.
   */
  public boolean isUnseen(String cluster) {
    return excludes(cluster) && clusters.containsAll(joint(cluster));
  }

  private static Set<String> joint(String cluster) {
    Set<String> joint = new TreeSet<>();
    JOINT.forEach(
        (known, others) -> {
          if (known.text().equals(cluster)) {
            others.forEach(other -> joint.add(other.text()));
          }
        });
    return joint;
  }
}
