package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.config.OnContamination;
import org.flanspark.data.quality.Contamination;
import org.flanspark.data.quality.Evidence;
import org.flanspark.data.quality.Hits;
import org.flanspark.data.quality.TaskVerdict;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What follows from contamination: examples left out, a job that fails, or numbers withheld.
 *
 * @param chosen the tasks, by id
 * @param on which of them ({@code quality.on-contamination})
 */
record ContaminationCheck(ChosenTasks chosen, OnContamination on) {
  private static final int LONGEST_TEXT = 120;

  /**
   * What was found.
   *
   * @param exclusions a table of {@link Exclusions}; nothing where none is left out
   * @param verdicts on each task that is asked about
   * @param held what stays on the cluster until it was used
   */
  record Found(
      Optional<Dataset<Row>> exclusions,
      List<Manifest.Contamination> verdicts,
      @Nullable Contamination held,
      @Nullable Dataset<Row> evaluation) {
    static final Found NOTHING = new Found(Optional.empty(), List.of(), null, null);

    void close() {
      if (held != null) {
        held.close();
      }
      if (evaluation != null) {
        evaluation.unpersist();
      }
    }
  }

  /**
   * What the search comes to.
   *
   * @throws DataException where contamination is to fail, with the evidence
   */
  Found of(Contamination contamination, Dataset<Row> evaluation) {
    List<Manifest.Contamination> verdicts =
        contamination.verdicts().stream().map(this::verdict).toList();
    if (on == OnContamination.FAIL) {
      requireClean(verdicts);
    }
    return new Found(
        on == OnContamination.DROP_FROM_TRAINING
            ? Optional.of(exclusions(contamination))
            : Optional.empty(),
        verdicts,
        contamination,
        evaluation);
  }

  private static Dataset<Row> exclusions(Contamination contamination) {
    return QualityChecks.exclusions(
        contamination.hits(),
        Reason.CONTAMINATED,
        functions.concat(
            functions.lit("holds "),
            functions
                .when(
                    functions.col(Hits.KIND).equalTo(Evidence.Kind.WHOLE.code()),
                    "the whole input of ")
                .otherwise("words of "),
            functions.col(Hits.EVALUATION_ID),
            functions.lit(": "),
            functions.col(Hits.TEXT)));
  }

  private Manifest.Contamination verdict(TaskVerdict verdict) {
    TaskRole role = chosen.roles().get(verdict.task());
    return new Manifest.Contamination(
        role.task().name(),
        role.heldOut(),
        verdict.checked(),
        verdict.hit(),
        verdict.trainingExamplesHit(),
        verdict.trainingHits().keySet().stream().map(this::name).sorted().toList(),
        on == OnContamination.DROP_FROM_TRAINING,
        verdict.evidence().stream().map(ContaminationCheck::words).toList());
  }

  private String name(int task) {
    return chosen.roles().get(task).task().name();
  }

  private static String words(Evidence evidence) {
    String text =
        evidence.text().length() > LONGEST_TEXT
            ? evidence.text().substring(0, LONGEST_TEXT) + "..."
            : evidence.text();
    return "%s holds %s of %s: %s"
        .formatted(
            evidence.exampleId(),
            evidence.kind() == Evidence.Kind.WHOLE ? "the whole input" : "words",
            evidence.evaluationId(),
            text);
  }

  private static void requireClean(List<Manifest.Contamination> verdicts) {
    List<String> lines = new ArrayList<>();
    for (Manifest.Contamination verdict : verdicts) {
      if (verdict.found() > 0) {
        lines.add(
            "- %s: %s of %s inputs, in %s training examples of %s"
                .formatted(
                    verdict.task(),
                    verdict.found(),
                    verdict.checked(),
                    verdict.trainingExamples(),
                    String.join(", ", verdict.sources())));
        verdict.evidence().forEach(evidence -> lines.add("    " + evidence));
      }
    }
    if (!lines.isEmpty()) {
      throw new DataException(
          "Cannot prepare: training holds text of inputs that are asked about, and quality.on-contamination is fail\n"
              + String.join("\n", lines));
    }
  }
}
