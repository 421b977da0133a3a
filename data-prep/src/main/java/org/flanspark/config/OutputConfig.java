package org.flanspark.config;

/** Where results go. */
public record OutputConfig(
    @Setting(value = "prepared", says = "examples, packed rows, evaluation shards, manifest")
        String prepared,
    @Setting(
            value = "rendered",
            says =
                "rendered and tokenized examples by task, for later preparations to use again; may be deleted")
        String rendered,
    @Setting(
            value = "answers",
            says =
                "models' answers to prompts, for evaluations to go on where they stopped and for others to share; may be deleted")
        String answers,
    @Setting(
            value = "runs/${date}",
            says = "checkpoints, metrics, evaluation, report, model",
            elsewhere = {"output_dir"})
        String run,
    @Setting(value = "as-imported", says = "as-imported | float32 | bfloat16")
        ExportDtype exportDtype) {
  /** The same for another run. */
  OutputConfig withRun(String folder) {
    return new OutputConfig(prepared, rendered, answers, folder, exportDtype);
  }
}
