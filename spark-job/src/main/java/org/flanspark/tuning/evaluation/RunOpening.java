package org.flanspark.tuning.evaluation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.evaluation.answer.AnsweringSettings;
import org.flanspark.tuning.evaluation.answer.Computing;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.evaluation.answer.FolderModel;
import org.flanspark.tuning.evaluation.answer.ModelSource;
import org.flanspark.tuning.evaluation.answer.RandomModel;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.training.PreparedShards;
import org.flanspark.tuning.training.RunFolder;

/** Finds a run's models and data, and checks that they belong together. */
final class RunOpening {
  private final Path results;
  private final Path model;
  private final RunConfig config;
  private final Computing computing;
  private final Configuration hadoop;

  private RunOpening(
      Path results, Path model, RunConfig config, int threads, Configuration hadoop) {
    this.results = results;
    this.model = model;
    this.config = config;
    this.computing = new Computing(config.execution().backend(), threads);
    this.hadoop = hadoop;
  }

  /**
   * Opens the run in {@code output.run}.
   *
   * @param asked whose evaluation, execution and output count; all else is as the run was trained
   * @throws DataException where the run has no finished model, or its model and data do not fit
   * @throws org.flanspark.config.ConfigException where the data was prepared with other settings
   */
  static EvaluatedRun open(RunConfig asked, int threads, Configuration hadoop) {
    RunFolder folder = new RunFolder(new Path(asked.output().run()));
    RunConfig config = asTrained(asked, saved(folder, hadoop));
    RunOpening opening = new RunOpening(folder.path(), folder.model(), config, threads, hadoop);
    return opening.open(opening::untuned);
  }

  /**
   * Opens a model of whatever run to be asked what {@code output.prepared} holds.
   *
   * @param asked whose data, evaluation, execution and output count
   * @param results under which its results go
   * @throws DataException where it does not fit the data
   * @throws org.flanspark.config.ConfigException where the data was prepared with other settings
   */
  static EvaluatedRun openModel(
      RunConfig asked, Path model, Path results, int threads, Configuration hadoop) {
    RunConfig config = asTrained(asked, asked);
    return new RunOpening(results, model, config, threads, hadoop).open(tuned -> Optional.empty());
  }

  private EvaluatedRun open(Function<ModelFolder, Optional<ModelSource>> untuned) {
    PreparedShards data = PreparedShards.open(config, hadoop);
    ModelFolder tuned = ModelFolder.open(model, hadoop);
    tuned.requireVocabulary(data.manifest().tokenizer().vocabularySize());
    requireTokenizer(data);
    return new EvaluatedRun(
        results,
        source(tuned),
        untuned.apply(tuned),
        tuned.shape(),
        data.folder(),
        data.manifest(),
        config.evaluation(),
        new AnsweringSettings(
            TokenizerFiles.read(data.folder().tokenizer(), hadoop),
            config.tokenizer().endOfSequence(),
            config.evaluation().maxNewTokens()),
        FolderFiles.of(new Path(config.output().answers()), hadoop).qualified().toString(),
        config.mixture().seed());
  }

  private static RunConfig saved(RunFolder folder, Configuration hadoop) {
    FolderFiles files = FolderFiles.of(folder.path(), hadoop);
    boolean finished =
        FolderFiles.of(folder.model(), hadoop).has(ModelFolder.CONFIG_FILE)
            && files.has(RunFolder.SETTINGS);
    if (!finished) {
      throw new DataException(
          "Cannot evaluate run %s: it has no finished model; run train first, or train --resume to its end"
              .formatted(folder.path()));
    }
    String yaml = new String(files.read(RunFolder.SETTINGS), StandardCharsets.UTF_8);
    return RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.EPOCH));
  }

  private static RunConfig asTrained(RunConfig asked, RunConfig saved) {
    return new RunConfig(
        saved.data(),
        saved.quality(),
        saved.mixture(),
        saved.tokenizer(),
        saved.packing(),
        saved.model(),
        saved.training(),
        saved.averaging(),
        saved.checkpoint(),
        limited(asked),
        asked.execution(),
        asked.output(),
        asked.nightly());
  }

  /** A quick pass with few rows asks about few. */
  private static EvaluationConfig limited(RunConfig asked) {
    EvaluationConfig evaluation = asked.evaluation();
    Integer limit = asked.data().limit();
    return limit == null || limit >= evaluation.maxExamplesPerTask()
        ? evaluation
        : evaluation.withMaxExamplesPerTask(limit);
  }

  private void requireTokenizer(PreparedShards data) {
    FolderFiles files = FolderFiles.of(model, hadoop);
    String expected = data.manifest().tokenizer().digest();
    if (files.has(TokenizerFiles.TOKENIZER_FILE)
        && !files.digest(TokenizerFiles.TOKENIZER_FILE).sha256().equals(expected)) {
      throw new DataException(
          "Cannot evaluate %s on %s: the model's %s is not the one that the prompts were cut with; run prepare and train again"
              .formatted(model, data.folder().root(), TokenizerFiles.TOKENIZER_FILE));
    }
  }

  private Optional<ModelSource> untuned(ModelFolder tuned) {
    if (!config.evaluation().baselines().contains(EvaluatedModel.UNTUNED)) {
      return Optional.empty();
    }
    String from = config.model().from();
    return Optional.of(
        from == null
            ? new RandomModel(tuned.shape(), config.training().seed(), computing)
            : source(ModelFolder.open(new Path(from), hadoop)));
  }

  private ModelSource source(ModelFolder from) {
    return new FolderModel(
        FolderFiles.of(from.path(), hadoop).qualified().toString(),
        from.digest(),
        computing,
        new HadoopSettings(hadoop));
  }
}
