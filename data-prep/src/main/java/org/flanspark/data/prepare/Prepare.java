package org.flanspark.data.prepare;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.flanspark.config.PackingConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.quarantine.QuarantineBudget;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.template.TemplateChoice;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw records to packed rows, evaluation prompts and a manifest: the stations in order. Examples
 * never come to the driver; a shard's bytes depend on the configuration and the inputs alone.
 */
public final class Prepare {
  private static final Logger LOG = LoggerFactory.getLogger(Prepare.class);

  private final SparkSession session;
  private final RunConfig config;
  private final ChosenTasks chosen;
  private final PreparedFolder folder;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final Station station = new Station(LOG);

  private Prepare(SparkSession session, RunConfig config, ChosenTasks chosen) {
    this.session = PreparationSession.of(session);
    this.config = config;
    this.chosen = chosen;
    this.folder = new PreparedFolder(config.output().prepared());
    this.hadoop = context().broadcast(new SerializableConfiguration(settings()));
  }

  /**
   * The manifest of the prepared folder, which is there when this returns.
   *
   * @throws org.flanspark.config.ConfigException where the configuration or a task file is wrong
   * @throws org.flanspark.data.shard.DataException where the records are
   */
  public static Manifest run(SparkSession session, RunConfig config) {
    return prepare(session, config).manifest();
  }

  /** As {@link #run}, and says whether there was anything to do. */
  public static PrepareResult prepare(SparkSession session, RunConfig config) {
    ChosenTasks chosen = ChosenTasks.of(config, session.sparkContext().hadoopConfiguration());
    return new Prepare(session, config, chosen).prepare();
  }

  private PrepareResult prepare() {
    TokenizerFiles tokenizerFiles =
        TokenizerFiles.read(new Path(config.tokenizer().file()), settings());
    Tokenizer tokenizer = Tokenizers.shared(tokenizerFiles, config.tokenizer().endOfSequence());
    PromptFormat format = PromptFormat.of(config.packing(), tokenizer);
    List<SourceFile> files = SourceFile.find(chosen.tasks(), config.data().root(), settings());
    ManifestDraft draft =
        new ManifestDraft(
            config,
            chosen,
            ManifestDraft.facts(tokenizer, format),
            InputDigests.of(context(), files, chosen.tasks(), hadoop),
            Versions.current());
    station.done("inputs", "%s tasks, %s files".formatted(chosen.roles().size(), files.size()));
    PreparedOutput output = new PreparedOutput(folder, settings());
    Optional<Manifest> earlier = output.finished().filter(draft::agreesWith);
    if (earlier.isPresent()) {
      return new PrepareResult(earlier.get(), false);
    }
    output.clear();
    tokenizerFiles.write(folder.tokenizer(), settings());
    Manifest manifest = prepare(files, tokenizer, context().broadcast(tokenizerFiles), draft);
    ManifestFile.write(manifest, folder, settings());
    ManifestTable.lines(manifest).forEach(LOG::info);
    return new PrepareResult(manifest, true);
  }

  private Manifest prepare(
      List<SourceFile> files,
      Tokenizer tokenizer,
      Broadcast<TokenizerFiles> tokenizerFiles,
      ManifestDraft draft) {
    RecordCheck check = new RecordCheck(List.copyOf(tokenizer.specialTexts()));
    CheckedRecords checked = new CheckedRecords(chosen.tasks(), check, config.mixture().seed());
    Dataset<Row> records =
        checked
            .of(new SourceReader(session).read(files, chosen.tasks()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RecordCounts counts = count(records);
      Demand demand = Demand.of(chosen, counts, config);
      Draws draws = Draws.of(demand, records);
      station.done("draw", drawn(demand));
      TokenizerSource source =
          new TokenizerSource(tokenizerFiles, config.tokenizer().endOfSequence(), config.packing());
      List<ShardFacts> training = writeTraining(records, draws, source);
      List<ShardFacts> evaluation = writeEvaluation(records, draws, source);
      budget().check(Rejections.ofAll(chosen, counts, training, evaluation), quarantine());
      return draft.with(counts, demand, training, evaluation);
    } finally {
      records.unpersist();
    }
  }

  private RecordCounts count(Dataset<Row> records) {
    RecordCounts counts = RecordCounts.of(records);
    station.done(
        "read", "%s records, %s of them rejected".formatted(counts.all(), counts.rejected()));
    if (counts.rejected() > 0) {
      new QuarantineShards(chosen.tasks(), folder.root(), hadoop, config.packing().shards())
          .write(records);
      station.done("rejected", quarantine());
    }
    budget().check(Rejections.ofAll(chosen, counts), quarantine());
    return counts;
  }

  private List<ShardFacts> writeTraining(
      Dataset<Row> records, Draws draws, TokenizerSource source) {
    TrainingExamples examples =
        new TrainingExamples(
            chosen.tasks(),
            draws,
            source,
            new TrainingTemplates(
                new TemplateChoice(config.mixture().seed()), config.mixture().templatesPerTask()));
    PackingConfig packing = config.packing();
    List<ShardFacts> written =
        new TrainingShards(
                chosen.tasks(),
                folder.root(),
                hadoop,
                packing.shards(),
                packing.rowLength(),
                config.mixture().seed())
            .write(examples.of(records));
    long segments = written.stream().mapToLong(ShardFacts::segments).sum();
    long rows = written.stream().mapToLong(ShardFacts::rows).sum();
    station.done("pack", "%s examples in %s rows".formatted(segments, rows));
    return written;
  }

  private List<ShardFacts> writeEvaluation(
      Dataset<Row> records, Draws draws, TokenizerSource source) {
    EvaluationPrompts prompts =
        new EvaluationPrompts(
            chosen.roles(),
            draws,
            source,
            config.mixture().templatesPerTask(),
            config.evaluation().maxNewTokens());
    List<ShardFacts> written =
        new EvaluationShards(folder.root(), hadoop, config.packing().shards())
            .write(prompts.of(records));
    station.done(
        "evaluate", "%s prompts".formatted(written.stream().mapToLong(ShardFacts::rows).sum()));
    return written;
  }

  private static String drawn(Demand demand) {
    long training =
        demand.wanted().stream()
            .filter(wanted -> wanted.use() == Use.TRAINING)
            .mapToLong(Demand.Wanted::drawn)
            .sum();
    return "%s training examples of %s tasks".formatted(training, demand.shares().size());
  }

  private QuarantineBudget budget() {
    return new QuarantineBudget(config.quality().maxQuarantinedShare());
  }

  private String quarantine() {
    return folder.quarantine().toString();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private Configuration settings() {
    return session.sparkContext().hadoopConfiguration();
  }
}
