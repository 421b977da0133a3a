package org.flanspark.tuning.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flanspark.tuning.huggingface.WeightType.BFLOAT16;
import static org.flanspark.tuning.huggingface.WeightType.FLOAT32;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.tuning.checkpoint.CheckpointStore;
import org.flanspark.tuning.checkpoint.RunState;
import org.flanspark.tuning.checkpoint.RunState.Position;
import org.flanspark.tuning.checkpoint.SavedState;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.ModelExport;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.model.Parameters;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandIT {
  private static final Path FIXTURE = Path.of("src/test/resources/huggingface/tiny-gpt2");

  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();
  private Path run;
  private Path prepared;
  private Path model;

  @BeforeAll
  static void startSpark() {
    assertThat(LocalSpark.session()).isNotNull();
  }

  /** A run whose round 2 holds the fixture's weights, and the data that it was trained on. */
  @BeforeEach
  void prepareARun() throws IOException {
    run = folder.resolve("run");
    prepared = folder.resolve("prepared");
    model = run.resolve("model");
    Files.createDirectories(prepared.resolve("tokenizer"));
    copyTokenizer("tokenizer.json");
    copyTokenizer("tokenizer_config.json");
    Files.writeString(prepared.resolve("tokenizer/special_tokens_map.json"), "{}");
    Files.writeString(prepared.resolve("tokenizer/chat_template.jinja"), "another model's");
    writeManifest(digest());
    ModelFolder fixture = ModelFolder.open(hadoopPath(FIXTURE), hadoop);
    save(1, RandomWeights.of(fixture.shape(), 1));
    try (StoredParameters weights = fixture.weights()) {
      save(2, weights);
    }
  }

  @Test
  void writesAFolderThatGeneratesAsTheOriginal() throws IOException {
    CommandOutput exported = export();

    assertThat(exported.outcome()).isEqualTo(Outcome.done("round 2 exported to " + model));
    assertThat(exported.stdout()).isEqualTo(model + "\n");
    assertThat(names(model))
        .containsExactly(
            "README.md",
            "config.json",
            "flanspark.json",
            "generation_config.json",
            "model.safetensors",
            "special_tokens_map.json",
            "tokenizer.json",
            "tokenizer_config.json");
    assertThat(model.resolve("tokenizer.json"))
        .hasSameBinaryContentAs(FIXTURE.resolve("tokenizer.json"));
    assertThat(generate(model)).isEqualTo("#04/>44\n");
    assertThat(ModelExport.isComplete(hadoopPath(model), hadoop)).isTrue();
    assertThat(run.resolve("outcome.json")).content().contains("round 2 exported to");
  }

  @Test
  void namesTheSpecialIdsAndThePrompt() throws IOException {
    export();

    assertThat(model.resolve("generation_config.json"))
        .hasContent(
            """
            {
              "bos_token_id" : 0,
              "eos_token_id" : 0,
              "pad_token_id" : 0,
              "do_sample" : false,
              "max_new_tokens" : 64
            }
            """);
    assertThat(
            new ObjectMapper()
                .readTree(model.resolve("tokenizer_config.json").toFile())
                .path("chat_template")
                .asText())
        .contains("{{ '' + message['content'] + '<|endoftext|>' }}");
    assertThat(Files.readString(model.resolve("README.md")))
        .contains("separator       \"<|endoftext|>\"    ids [0]")
        .contains("| rte | natural-language-inference | 2,490 | 100.0 % | CC BY 4.0 |")
        .contains("never saw: paraphrase.")
        .contains("2 rounds, 2,000 tokens");
  }

  @Test
  void givesTheSameBytesAgain() throws IOException {
    export();
    Map<String, byte[]> first = contents(model);
    Files.writeString(model.resolve("generation_config.json"), "damaged");

    assertThat(export().outcome().code()).isZero();

    assertThat(contents(model)).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void beginsAgainWhereAKillCutTheMarkToNothing() throws IOException {
    export();
    Map<String, byte[]> first = contents(model);
    Files.writeString(model.resolve("flanspark.json"), "");
    assertThat(ModelExport.isComplete(hadoopPath(model), hadoop)).isFalse();

    assertThat(export().outcome().code()).isZero();

    assertThat(contents(model)).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void exportsAnEarlierRoundToAnotherFolder() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");

    CommandOutput exported = export("--checkpoint", "1", "--out", elsewhere.toString());

    assertThat(exported.outcome()).isEqualTo(Outcome.done("round 1 exported to " + elsewhere));
    assertThat(elsewhere.resolve("model.safetensors"))
        .hasSameBinaryContentAs(run.resolve("checkpoints/round-000001/model.safetensors"));
  }

  @Test
  void keepsTheTypeThatTheModelHadWhenItWasImported() throws IOException {
    save(3, RandomWeights.of(ModelFolder.open(hadoopPath(FIXTURE), hadoop).shape(), 3), BFLOAT16);

    assertThat(export().outcome().code()).isZero();

    assertThat(model.resolve("config.json"))
        .content()
        .contains("\"torch_dtype\" : \"bfloat16\"")
        .doesNotContain("flanspark");
    assertThat(Files.size(model.resolve("model.safetensors"))).isBetween(11_200L, 11_500L);
  }

  @Test
  void writesTheTypeThatIsAskedFor() throws IOException {
    assertThat(export("--set", "output.export-dtype=bfloat16").outcome().code()).isZero();
    long rounded = Files.size(model.resolve("model.safetensors"));
    assertThat(export("--set", "output.export-dtype=float32").outcome().code()).isZero();

    assertThat(Files.size(model.resolve("model.safetensors"))).isEqualTo(20_096);
    assertThat(rounded).isBetween(11_200L, 11_500L);
    assertThat(model.resolve("config.json")).content().contains("\"torch_dtype\" : \"float32\"");
  }

  @Test
  void leavesAFolderAloneThatItDidNotWrite() throws IOException {
    Files.createDirectories(model);
    Files.writeString(model.resolve("config.json"), "mine");

    Outcome refused = export().outcome();

    assertThat(refused)
        .isEqualTo(
            new Outcome(
                2,
                "failed",
                "Cannot export into %s: it holds files that export did not write; choose another --out, or --force to write over them"
                    .formatted(model)));
    assertThat(model.resolve("config.json")).hasContent("mine");
    assertThat(export("--force").outcome().code()).isZero();
    assertThat(generate(model)).isEqualTo("#04/>44\n");
  }

  @Test
  void neverWritesOverTheCheckpointItself() {
    Path checkpoint = run.resolve("checkpoints/round-000002");

    assertThat(export("--out", checkpoint.toString(), "--force").outcome())
        .isEqualTo(
            new Outcome(
                2,
                "failed",
                "Cannot export into %s: it is the checkpoint that is exported; choose another --out"
                    .formatted(checkpoint)));
  }

  @Test
  void passesOverABrokenCheckpointUnlessItIsNamed() throws IOException {
    Files.write(run.resolve("checkpoints/round-000002/model.safetensors"), new byte[8]);

    assertThat(export().outcome()).isEqualTo(Outcome.done("round 1 exported to " + model));
    Outcome named = export("--checkpoint", "2").outcome();
    assertThat(named.code()).isEqualTo(3);
    assertThat(named.message()).endsWith("model.safetensors has 8 bytes, expected 20096");
  }

  @Test
  void refusesATokenizerThatIsNotTheTrainingsOwn() throws IOException {
    writeManifest("other");

    Outcome outcome = export().outcome();

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.message())
        .endsWith(
            "round-000002: it was trained with the tokenizer %s, the prepared data hold other; name the data of its training in output.prepared"
                .formatted(digest()));
    assertThat(model).doesNotExist();
  }

  @Test
  void refusesATokenizerFileThatChanged() throws IOException {
    Path file = prepared.resolve("tokenizer/tokenizer.json");
    Files.writeString(file, Files.readString(file) + "\n");

    assertThat(export().outcome().message())
        .startsWith("Cannot use the tokenizer in %s: its SHA-256 is".formatted(file.getParent()));
  }

  @Test
  void saysThatThereIsNothingToExport() {
    Path nothing = folder.resolve("nothing");

    Outcome outcome =
        CommandOutput.of(new ExportCommand(), "--set", "output.run=" + nothing).outcome();

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                3,
                "failed",
                "Missing checkpoint in %s: no whole one is there; run train first"
                    .formatted(nothing)));
    assertThat(nothing).doesNotExist();
  }

  private CommandOutput export(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--set", "output.run=" + run));
    arguments.addAll(List.of("--set", "output.prepared=" + prepared));
    arguments.addAll(List.of(more));
    return CommandOutput.of(new ExportCommand(), arguments.toArray(String[]::new));
  }

  private static String generate(Path model) {
    return CommandOutput.of(
            new GenerateCommand(),
            "--model",
            model.toString(),
            "--prompt",
            "2 + 2?",
            "--separator",
            "--max-new-tokens",
            "7")
        .stdout();
  }

  private void save(int round, Parameters weights) {
    save(round, weights, FLOAT32);
  }

  private void save(int round, Parameters weights, WeightType importedAs) {
    Position position = new Position(0, round);
    RunState state =
        new RunState(
            round,
            round,
            0,
            position,
            1000L * round,
            Map.of("seed", 1L),
            digest(),
            Map.of(),
            List.of());
    new CheckpointStore(hadoopPath(run), hadoop)
        .save(
            state,
            new ModelDescription(
                ModelFolder.open(hadoopPath(FIXTURE), hadoop).shape(),
                new SpecialIds(0, 0),
                importedAs),
            weights,
            checkpoint -> new SavedState(List.of(), List.of()));
  }

  private void writeManifest(String digest) {
    RunConfig settings = RunConfig.read(ConfigSource.ofYaml("", java.time.LocalDate.EPOCH));
    TaskFacts task =
        new TaskFacts(
            "rte",
            "natural-language-inference",
            "classification",
            "accuracy",
            "CC BY 4.0",
            true,
            false,
            2500,
            Map.of(),
            0,
            2490,
            2490,
            0,
            1,
            1,
            1,
            null,
            null);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT_VERSION,
            settings.toTree(),
            new TokenizerFacts(digest, 257, 0, List.of(), List.of(0)),
            List.of(),
            Map.of("flanspark", "0.1.0"),
            List.of(task),
            Map.of(),
            Map.of(),
            List.of("paraphrase"),
            List.of());
    ManifestFile.write(manifest, new PreparedFolder(prepared.toString()), hadoop);
  }

  private String digest() {
    return TokenizerFiles.read(hadoopPath(FIXTURE), hadoop).digest();
  }

  private void copyTokenizer(String name) throws IOException {
    Files.copy(FIXTURE.resolve(name), prepared.resolve("tokenizer").resolve(name));
  }

  private static org.apache.hadoop.fs.Path hadoopPath(Path path) {
    return new org.apache.hadoop.fs.Path(path.toString());
  }

  private static List<String> names(Path folder) throws IOException {
    return List.copyOf(new java.util.TreeSet<>(contents(folder).keySet()));
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new java.util.TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
