package org.flanspark.config;

import java.util.List;

/** Settings that are each right and cannot hold together. */
final class Contradictions {
  private static final List<String> SPLITS = List.of("validation", "test");
  private static final List<String> BASELINES = List.of("untuned", "majority", "chance");

  private Contradictions() {}

  static void check(RunConfig config, Problems problems) {
    packing(config, problems);
    model(config, problems);
    training(config.training(), problems);
    averaging(config.averaging(), problems);
    evaluation(config.evaluation(), problems);
  }

  private static void packing(RunConfig config, Problems problems) {
    PackingConfig packing = config.packing();
    problems.check(
        packing.maxTarget() < packing.rowLength(),
        "Invalid packing.max-target: %s, expected less than packing.row-length, which is %s"
            .formatted(packing.maxTarget(), packing.rowLength()));
    problems.check(
        config.model().from() != null || packing.rowLength() <= config.model().context(),
        "Invalid packing.row-length: %s, expected at most model.context, which is %s"
            .formatted(packing.rowLength(), config.model().context()));
  }

  private static void model(RunConfig config, Problems problems) {
    ModelConfig model = config.model();
    problems.check(
        model.width() % model.heads() == 0,
        "Invalid model.width: %s, expected a multiple of model.heads, which is %s"
            .formatted(model.width(), model.heads()));
    problems.check(
        model.family() == ModelFamily.GPT2 || model.width() / model.heads() % 2 == 0,
        "Invalid model.width: %s, expected an even number for each of model.heads, which is %s"
            .formatted(model.width(), model.heads()));
    keyValueHeads(model, problems);
  }

  private static void keyValueHeads(ModelConfig model, Problems problems) {
    Integer keyValueHeads = model.keyValueHeads();
    if (keyValueHeads == null) {
      return;
    }
    boolean shared = model.family() != ModelFamily.GPT2;
    problems.check(
        shared ? model.heads() % keyValueHeads == 0 : model.heads() == keyValueHeads,
        "Invalid model.key-value-heads: %s, expected %s model.heads, which is %s"
            .formatted(keyValueHeads, shared ? "a divisor of" : "for gpt2", model.heads()));
  }

  private static void training(TrainingConfig training, Problems problems) {
    problems.check(
        training.accumulate() <= training.batchRows(),
        "Invalid training.accumulate: %s, expected at most training.batch-rows, which is %s"
            .formatted(training.accumulate(), training.batchRows()));
  }

  private static void averaging(AveragingConfig averaging, Problems problems) {
    if (averaging.master() == AveragingMaster.DL4J) {
      requireOfDl4j(
          averaging.outer() == OuterStep.AVERAGE, "outer: nesterov, expected average", problems);
      requireOfDl4j(averaging.wire() == Wire.FLOAT32, "wire: bfloat16, expected float32", problems);
      requireOfDl4j(
          averaging.onDivergence() == OnDivergence.STOP,
          "on-divergence: skip-worker, expected stop",
          problems);
    }
  }

  private static void requireOfDl4j(boolean holds, String what, Problems problems) {
    problems.check(holds, "Invalid averaging.%s with averaging.master: dl4j".formatted(what));
  }

  private static void evaluation(EvaluationConfig evaluation, Problems problems) {
    for (String split : evaluation.splits()) {
      problems.check(
          SPLITS.contains(split),
          "Invalid evaluation.splits: %s, expected validation or test".formatted(split));
    }
    for (String baseline : evaluation.baselines()) {
      problems.check(
          BASELINES.contains(baseline),
          "Invalid evaluation.baselines: %s, expected untuned, majority or chance"
              .formatted(baseline));
    }
    problems.check(
        evaluation.templates().matches("all|[1-9][0-9]{0,5}"),
        "Invalid evaluation.templates: %s, expected all or a number"
            .formatted(evaluation.templates()));
    problems.check(
        evaluation.shots().stream().distinct().count() == evaluation.shots().size(),
        "Invalid evaluation.shots: %s, expected each number once".formatted(evaluation.shots()));
  }
}
