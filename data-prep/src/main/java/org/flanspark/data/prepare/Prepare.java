package org.flanspark.data.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.quarantine.QuarantineBudget;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.Bucketing;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.RenderedFolder;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskFolder;
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

  private final Executors executors;
  private final RunConfig config;
  private final ChosenTasks chosen;
  private final PreparedFolder folder;
  private final Optional<Manifest> last;
  private final Station station = new Station(LOG);

  private Prepare(
      SparkSession session, RunConfig config, ChosenTasks chosen, Optional<Manifest> last) {
    this.executors = Executors.of(session);
    this.config = config;
    this.chosen = chosen;
    this.last = last;
    this.folder = new PreparedFolder(config.output().prepared());
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

  /**
   * The same settings for a driver on another machine: task files on a disk of this one stand in
   * them.
   *
   * @throws org.flanspark.config.ConfigException where they cannot be read
   */
  public static RunConfig withTaskFiles(RunConfig config, Configuration hadoop) {
    return config.withTasks(TaskFolder.inlined(config.data().tasks(), hadoop));
  }

  /** As {@link #run}, and says whether there was anything to do. */
  public static PrepareResult prepare(SparkSession session, RunConfig config) {
    return prepare(session, config, Optional.empty());
  }

  /**
   * As {@link #run}, and says whether there was anything to do.
   *
   * @param last a manifest whose rows are not to be fallen short of
   */
  public static PrepareResult prepare(
      SparkSession session, RunConfig config, Optional<Manifest> last) {
    ChosenTasks chosen = ChosenTasks.of(config, session.sparkContext().hadoopConfiguration());
    return new Prepare(session, config, chosen, last).prepare();
  }

  private PrepareResult prepare() {
    TokenizerFiles tokenizerFiles =
        TokenizerFiles.read(new Path(config.tokenizer().file()), executors.settings());
    Tokenizer tokenizer = Tokenizers.shared(tokenizerFiles, config.tokenizer().endOfSequence());
    PromptFormat format = PromptFormat.of(config.packing(), tokenizer);
    List<SourceFile> files = NeededFiles.of(chosen, config, executors.settings());
    ManifestDraft draft =
        new ManifestDraft(
            config,
            chosen,
            ManifestDraft.facts(tokenizer, format),
            InputDigests.of(files, chosen.tasks(), executors),
            Versions.current());
    station.done("inputs", "%s tasks, %s files".formatted(chosen.roles().size(), files.size()));
    PreparedOutput output = new PreparedOutput(folder, executors.settings());
    Optional<Manifest> earlier = output.finished().filter(draft::agreesWith);
    if (earlier.isPresent()) {
      return new PrepareResult(earlier.get(), false);
    }
    output.clear();
    tokenizerFiles.write(folder.tokenizer(), executors.settings());
    Manifest manifest = prepare(files, tokenizer, tokenizerFiles, draft);
    ManifestFile.write(manifest, folder, executors.settings());
    ManifestTable.lines(manifest).forEach(LOG::info);
    return new PrepareResult(manifest, true);
  }

  private Manifest prepare(
      List<SourceFile> files,
      Tokenizer tokenizer,
      TokenizerFiles tokenizerFiles,
      ManifestDraft draft) {
    Rendering rendering = Rendering.of(config);
    Broadcast<TokenizerFiles> broadcast = executors.context().broadcast(tokenizerFiles);
    RenderedStore store =
        new RenderedStore(
            chosen.tasks(),
            files,
            new SourceReader(executors.session()),
            new RecordCheck(List.copyOf(tokenizer.specialTexts())),
            config.mixture().capBy(),
            rendering,
            new TokenizerSource(broadcast, config.tokenizer().endOfSequence(), config.packing()),
            executors,
            station);
    Selections selections = new Selections(chosen, config, store, executors, station);
    List<TaskWork> works = works(draft, rendering);
    List<RenderedFacts> facts = store.obtain(works);
    QuarantineFiles.write(works, facts, folder, executors);
    check(Rejections.of(facts), facts);
    last.ifPresent(manifest -> requireRows(manifest, facts));
    try (Selection selection = selections.of(works, facts)) {
      return write(selection, rendering, draft);
    }
  }

  private void requireRows(Manifest manifest, List<RenderedFacts> facts) {
    Map<String, Long> rows = new HashMap<>();
    for (int id = 0; id < facts.size(); id++) {
      Task task = chosen.roles().get(id).task();
      rows.put(task.name(), ManifestDraft.read(task, facts.get(id)));
    }
    ManifestComparison.requireRows(manifest, rows, config.quality().minRowsShareOfLast());
  }

  private List<TaskWork> works(ManifestDraft draft, Rendering rendering) {
    List<TaskWork> works = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      Bucketing bucketing = Bucketing.forBytes(draft.inputs().bytes(id));
      String key =
          RenderKey.of(
              role.task(), draft.inputs().of(id), bucketing, draft, rendering.keepsCopies());
      RenderedFolder rendered = RenderedFolder.of(renderedRoot(), role.task().name(), key);
      works.add(new TaskWork(id, role, rendered, bucketing, Demand.first(role, config)));
    }
    return works;
  }

  /** A relative path means the driver's folder, and executors have others. */
  private String renderedRoot() {
    Path root = new Path(config.output().rendered());
    try {
      return root.getFileSystem(executors.settings()).makeQualified(root).toString();
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot write output.rendered: %s: %s".formatted(root, e.getMessage()));
    }
  }

  private Manifest write(Selection selection, Rendering rendering, ManifestDraft draft) {
    BucketJobs jobs = BucketJobs.of(selection.works());
    List<ShardFacts> training = writeTraining(selection, jobs, rendering);
    List<ShardFacts> evaluation = writeEvaluation(selection, jobs);
    Map<Integer, Map<String, Long>> unrendered =
        new UnrenderedRecords(selection.draws(), folder.root(), executors.hadoop())
            .write(selection.works(), selection.facts(), executors);
    Rejections rejections =
        Rejections.of(selection.facts(), unrendered, selection.quality().excluded());
    check(rejections, selection.facts());
    return draft.with(
        selection.demand(),
        selection.facts(),
        rejections,
        new ManifestDraft.Written(training, evaluation),
        selection.quality().contamination());
  }

  private List<ShardFacts> writeTraining(
      Selection selection, BucketJobs jobs, Rendering rendering) {
    ShardPlan shards = ShardPlan.of(shards(selection));
    Dataset<Row> buckets =
        jobs.of(
            executors.session(),
            selection.facts(),
            BucketFacts.Files::examples,
            selection.quality().exclusions());
    Dataset<Row> examples =
        new SelectedExamples(
                jobs,
                selection.draws(),
                new ExampleTexts(rendering.wording()),
                shards,
                folder.root(),
                executors.hadoop())
            .of(buckets);
    List<ShardFacts> written =
        new TrainingShards(
                folder.root(),
                executors.hadoop(),
                shards,
                config.packing().rowLength(),
                config.mixture().seed())
            .write(examples);
    long segments = written.stream().mapToLong(ShardFacts::segments).sum();
    long rows = written.stream().mapToLong(ShardFacts::rows).sum();
    station.done("pack", "%s examples in %s rows".formatted(segments, rows));
    return written;
  }

  /** As many as are asked for, and more where one would hold too many tokens. */
  private int shards(Selection selection) {
    long needed = selection.tokens() / config.packing().shardTokens() + 1;
    return (int) Math.max(config.packing().shards(), needed);
  }

  private List<ShardFacts> writeEvaluation(Selection selection, BucketJobs jobs) {
    ShardPlan shards = ShardPlan.of(config.packing().shards());
    Dataset<Row> none = executors.session().createDataFrame(List.of(), Exclusions.SCHEMA);
    Dataset<Row> buckets =
        jobs.of(executors.session(), selection.facts(), BucketFacts.Files::prompts, none);
    Dataset<Row> prompts =
        new SelectedPrompts(jobs, selection.draws(), shards, executors.hadoop()).of(buckets);
    List<ShardFacts> written =
        new EvaluationShards(folder.root(), executors.hadoop(), shards).write(prompts);
    station.done(
        "evaluate", "%s prompts".formatted(written.stream().mapToLong(ShardFacts::rows).sum()));
    return written;
  }

  private void check(Rejections rejections, List<RenderedFacts> facts) {
    new QuarantineBudget(config.quality().maxQuarantinedShare(), config.quality().budgets())
        .check(rejections.forBudget(chosen, facts), folder.quarantine().toString());
  }
}
