package org.flanspark.data.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.RowTable;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.vocabulary.BytePairTrainer;
import org.flanspark.data.vocabulary.TokenizerFile;
import org.flanspark.data.vocabulary.WordSplitter;

/**
 * A folder with three tiny tasks, a tokenizer and a configuration.
 *
 * <pre>
 * parity    classification of numbers, JSONL, validation and test carved out of train
 * doubling  generation, CSV, a test file of its own
 * vowels    classification with options of each record, TSV, held out, test only
 * </pre>
 */
public final class SmallWorld {
  static final int NUMBERS = 120;

  private static final String PARITY =
      """
      name: parity
      cluster: arithmetic
      kind: classification
      source: {path: parity, format: jsonl, schema: "number INT, label INT"}
      select:
        number: number
        options: "array('even', 'odd')"
        answer: "get(options, label)"
      splits:
        train: train
        validation: {from: train, share: 0.1, at-most: 5}
        test: {from: train, share: 0.2}
      metric: accuracy
      licence: own
      baseline: {input: "{number} is", options: [" even", " odd"]}
      templates:
        - {input: "Is {number} even or odd?\\n\\n{options_}", target: "{answer}"}
        - {input: "{number}: which?\\n{options_}", target: "It is {answer}"}
        - {input: "Name a number that is {answer}.", target: "{number}", turned-around: true}
      """;

  private static final String DOUBLING =
      """
      name: doubling
      cluster: doubles
      kind: generation
      source: {path: doubling, format: csv, schema: "question STRING, result INT"}
      select:
        question: question
        answer: result
        references: "array(result, concat('= ', result))"
      splits: {train: train, test: test}
      metric: exact-match
      licence: own
      baseline: {input: "Q: {question}\\nA:"}
      templates: [{input: "{question}", target: "{answer}"}]
      """;

  private static final String VOWELS =
      """
      name: vowels
      cluster: letters
      kind: classification
      source: {path: vowels, format: tsv, schema: "word STRING, first STRING, second STRING, label INT"}
      select:
        word: upper(source.word)
        options: array(first, second)
        answer: get(options, label)
        group: first
      splits: {test: test}
      metric: accuracy
      licence: own
      baseline: {input: "{word} begins with"}
      templates: [{input: "How does {word} begin?\\n{options_}", target: "{answer}"}]
      """;

  private final Path root;
  private final Map<String, String> overrides = new TreeMap<>();

  private SmallWorld(Path root) {
    this.root = root;
  }

  public static SmallWorld in(Path root) throws IOException {
    SmallWorld world = new SmallWorld(root);
    world.write("tasks/parity.yaml", PARITY);
    world.write("tasks/doubling.yaml", DOUBLING);
    world.write("tasks/vowels.yaml", VOWELS);
    world.write("data/parity/train.jsonl", numbers().map(SmallWorld::parity).collect(lines()));
    world.write(
        "data/doubling/train.csv",
        "question,result\n" + numbers().map(SmallWorld::doubled).collect(lines()));
    world.write("data/doubling/test.csv", "question,result\n\"Twice 1,000?\",2000\n");
    world.write(
        "data/vowels/test.tsv",
        "word\tfirst\tsecond\tlabel\nap\"ple\ta\te\t0\nelephant\ta\te\t1\nomen\to\tu\t0\n");
    world.writeTokenizer();
    return world;
  }

  /** A model of some thousand weights, and two workers to train it. */
  public SmallWorld withTinyModel() {
    return with("model.layers", "1")
        .with("model.width", "16")
        .with("model.heads", "2")
        .with("model.context", "64")
        .with("training.batch-rows", "2")
        .with("averaging.workers", "2");
  }

  /** Sets a key for {@link #config}. */
  public SmallWorld with(String key, String value) {
    overrides.put(key, value);
    return this;
  }

  public void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  public String read(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  RunConfig config() {
    return RunConfig.read(
        new ConfigSource(Map.of(), "", settings(), LocalDate.of(2026, 1, 31), Map.of()));
  }

  /** The keys that differ from the defaults, with their values. */
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("data.root", root.resolve("data").toString());
    settings.put("data.tasks", root.resolve("tasks").toString());
    settings.put("mixture.tasks", "[arithmetic, doubles]");
    settings.put("mixture.hold-out", "[letters]");
    settings.put("tokenizer.file", root.resolve("tokenizer.json").toString());
    settings.put("packing.row-length", "64");
    settings.put("packing.max-input", "48");
    settings.put("packing.max-target", "12");
    settings.put("packing.shards", "3");
    settings.put("evaluation.max-new-tokens", "8");
    settings.put("output.prepared", prepared().toString());
    settings.put("output.rendered", rendered().toString());
    settings.putAll(overrides);
    return settings;
  }

  public Path prepared() {
    return root.resolve("prepared");
  }

  /** Where rendered examples are kept. */
  public Path rendered() {
    return root.resolve("rendered");
  }

  /** All rows of a table in a folder of shards, in shard order. */
  public <T> List<T> rows(String folder, RowTable<T> table) throws IOException {
    List<T> rows = new ArrayList<>();
    for (Path file : files(prepared().resolve(folder), ".parquet")) {
      rows.addAll(
          ParquetShard.readAll(
              new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(), table));
    }
    return rows;
  }

  /** Every file that was prepared, with its digest; checksum files left out. */
  Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files(prepared(), "")) {
      if (!file.getFileName().toString().endsWith(".crc")) {
        digests.put(
            prepared().relativize(file).toString(),
            StableHash.hexadecimal(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> Files.isRegularFile(path) && path.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private void writeTokenizer() {
    Map<String, Long> words = new TreeMap<>();
    for (String text :
        List.of("Is it even or odd? OPTIONS: - even - odd", "Twice 12? It is 24", "which number")) {
      WordSplitter.words(text).forEach(word -> words.merge(word, 5L, Long::sum));
    }
    TokenizerFiles files = TokenizerFile.files(new BytePairTrainer(300).train(words));
    files.write(new org.apache.hadoop.fs.Path(root.toUri()), new Configuration());
  }

  private static Stream<Integer> numbers() {
    return Stream.iterate(0, number -> number + 1).limit(NUMBERS);
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }

  private static String parity(int number) {
    return "{\"number\": %s, \"label\": %s}".formatted(number, number % 2);
  }

  private static String doubled(int number) {
    return "Twice %s?,%s".formatted(number, 2 * number);
  }
}
