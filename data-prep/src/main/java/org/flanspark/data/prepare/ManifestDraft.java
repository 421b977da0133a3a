package org.flanspark.data.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.config.RunConfig;
import org.flanspark.data.mixture.TaskShare;
import org.flanspark.data.packing.PromptFormat;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.task.SplitRule;
import org.flanspark.data.task.Task;
import org.flanspark.data.token.Tokenizer;

/**
 * The manifest before anything is written, and with what was written.
 *
 * @param config the effective settings
 * @param chosen the tasks
 * @param tokenizer the tokenizer's facts
 * @param inputs the digests of every input
 * @param versions of Java, Spark and this program
 */
record ManifestDraft(
    RunConfig config,
    ChosenTasks chosen,
    Manifest.TokenizerFacts tokenizer,
    InputDigests inputs,
    Map<String, String> versions) {

  /** The settings that decide what is prepared, beside the inputs. */
  private static final List<String> SECTIONS = List.of("quality", "mixture", "packing");

  static Manifest.TokenizerFacts facts(Tokenizer tokenizer, PromptFormat format) {
    return new Manifest.TokenizerFacts(
        tokenizer.digest(),
        tokenizer.vocabularySize(),
        tokenizer.endOfSequence(),
        format.begin().toList(),
        format.separator().toList());
  }

  /**
   * Whether an earlier preparation was made of the same inputs, by the same settings and program.
   */
  boolean agreesWith(Manifest earlier) {
    return decisive(config.toTree()).equals(decisive(earlier.settings()))
        && tokenizer.equals(earlier.tokenizer())
        && inputs.all().equals(earlier.inputs())
        && versions.equals(earlier.versions());
  }

  private static Map<String, String> decisive(JsonNode settings) {
    Map<String, String> values = new TreeMap<>();
    SECTIONS.forEach(section -> values.put(section, settings.path(section).toString()));
    for (String key : List.of("limit", "splits")) {
      values.put(key, settings.path("data").path(key).toString());
    }
    for (String key : List.of("max-examples-per-task", "max-new-tokens", "shots")) {
      values.put(key, settings.path("evaluation").path(key).toString());
    }
    return values;
  }

  /** The whole manifest. */
  Manifest with(
      Demand demand,
      List<RenderedFacts> facts,
      Rejections rejections,
      Written written,
      List<Manifest.Contamination> contamination) {
    List<ShardFacts> training = written.training();
    List<ShardFacts> evaluation = written.evaluation();
    ObjectNode settings = config.toTree();
    return new Manifest(
        Manifest.FORMAT_VERSION,
        settings,
        tokenizer,
        inputs.all(),
        versions,
        tasks(demand, facts, rejections, training),
        Map.of(
            PreparedFolder.TRAIN,
            packed(PreparedFolder.TRAIN, training),
            PreparedFolder.VALIDATION,
            packed(PreparedFolder.VALIDATION, training)),
        Map.of(
            PreparedFolder.VALIDATION,
            rows(PreparedFolder.VALIDATION, evaluation),
            PreparedFolder.TEST,
            rows(PreparedFolder.TEST, evaluation)),
        chosen.heldOut(),
        contamination);
  }

  /** What the two stations that write shards wrote. */
  record Written(List<ShardFacts> training, List<ShardFacts> evaluation) {}

  private List<Manifest.TaskFacts> tasks(
      Demand demand,
      List<RenderedFacts> rendered,
      Rejections rejections,
      List<ShardFacts> training) {
    Map<String, TaskShare> shares = new HashMap<>();
    demand.shares().forEach(share -> shares.put(share.task(), share));
    Map<Integer, TaskTally> trained = tallies(PreparedFolder.TRAIN, training);
    long rows = trained.values().stream().mapToLong(TaskTally::packed).sum();
    long tokens = trained.values().stream().mapToLong(TaskTally::tokens).sum();
    List<Manifest.TaskFacts> facts = new ArrayList<>();
    for (int id = 0; id < chosen.roles().size(); id++) {
      TaskRole role = chosen.roles().get(id);
      Task task = role.task();
      TaskTally tally = trained.getOrDefault(id, new TaskTally());
      TaskShare share = shares.getOrDefault(task.name(), new TaskShare(task.name(), 0, 0, 0, 0, 0));
      facts.add(
          new Manifest.TaskFacts(
              task.name(),
              task.cluster(),
              task.kind().text(),
              task.metric(),
              task.licence(),
              role.trained(),
              role.heldOut(),
              read(task, rendered.get(id)),
              rejections.of(id),
              share.available() - share.kept(),
              share.drawn(),
              tally.packed(),
              tally.truncated(),
              share.requested(),
              share(tally.packed(), rows),
              share(tally.tokens(), tokens),
              tally.inputTokens().lengths(),
              tally.targetTokens().lengths()));
    }
    return facts;
  }

  /**
   * The records read from the split that training rows come from, or else those that are tested.
   */
  static long read(Task task, RenderedFacts facts) {
    return task.split(task.isTrainable() ? PreparedFolder.TRAIN : PreparedFolder.TEST)
        .map(SplitRule::from)
        .map(facts::readFrom)
        .orElse(0L);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static Map<Integer, TaskTally> tallies(String split, List<ShardFacts> shards) {
    Map<Integer, TaskTally> sums = new HashMap<>();
    for (ShardFacts shard : shards) {
      if (shard.split().equals(split)) {
        shard
            .tasks()
            .forEach(
                (task, tally) -> sums.computeIfAbsent(task, none -> new TaskTally()).add(tally));
      }
    }
    return sums;
  }

  private Manifest.PackedFacts packed(String split, List<ShardFacts> shards) {
    List<Long> rowsByShard = new ArrayList<>();
    int shardCount = shards.stream().mapToInt(shard -> shard.shard() + 1).max().orElse(0);
    for (int i = 0; i < Math.max(config.packing().shards(), shardCount); i++) {
      rowsByShard.add(0L);
    }
    long segments = 0;
    long tokens = 0;
    long counted = 0;
    for (ShardFacts shard : shards) {
      if (shard.split().equals(split)) {
        rowsByShard.set(shard.shard(), shard.rows());
        segments += shard.segments();
        tokens += shard.tokens();
        counted += shard.countedTokens();
      }
    }
    long rows = rows(split, shards);
    return new Manifest.PackedFacts(
        rows,
        rowsByShard,
        segments,
        tokens,
        counted,
        share(tokens, rows * config.packing().rowLength()));
  }

  private static long rows(String split, List<ShardFacts> shards) {
    return shards.stream()
        .filter(shard -> shard.split().equals(split))
        .mapToLong(ShardFacts::rows)
        .sum();
  }
}
