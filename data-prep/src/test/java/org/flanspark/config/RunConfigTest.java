package org.flanspark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunConfigTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  @Test
  void namesWithValuesStandInOneOrderInEveryProcess() {
    RunConfig config =
        RunConfig.read(
            ConfigSource.ofYaml(
                "mixture: {weights: {g: 1, e: 1, c: 1, a: 1, b: 1, d: 1, f: 1}}",
                LocalDate.of(2026, 1, 31)));
    assertThat(config.toTree().at("/mixture/weights").fieldNames())
        .toIterable()
        .containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void anEmptyFileGivesEveryDefault() {
    RunConfig config = read("");

    assertThat(config.mixture().capPerTask()).isEqualTo(30_000);
    assertThat(config.mixture().maxRate()).isEqualTo(3_000);
    assertThat(config.mixture().tasks()).containsExactly("all");
    assertThat(config.packing().tooLong()).isEqualTo(TooLong.TRUNCATE);
    assertThat(config.training().learningRate()).isEqualTo(3.0e-5);
    assertThat(config.training().optimizer()).isEqualTo(Optimizer.ADAMW);
    assertThat(config.training().accumulate()).isEqualTo(1);
    assertThat(config.training().recomputeActivations()).isFalse();
    assertThat(config.data().limit()).isNull();
    assertThat(config.execution().backend()).isEqualTo(Backend.AUTO);
    assertThat(config.evaluation().shots()).containsExactly(0);
    assertThat(config.evaluation().normalisation()).isEqualTo(Normalisation.SUM);
    assertThat(config.evaluation().confidence()).isEqualTo(0.95);
    assertThat(config.output().answers()).isEqualTo("answers");
    assertThat(config.output().exportDtype()).isEqualTo(ExportDtype.AS_IMPORTED);
  }

  @Test
  void readsEachKindOfValue() {
    RunConfig config =
        read(
            """
            data: {root: /corpora, limit: 50}
            mixture: {hold-out: [natural-language-inference], seed: 7}
            packing: {too-long: quarantine, separator: "\\n"}
            training: {schedule: cosine, learning-rate: 1e-3, optimizer: adafactor}
            """);

    assertThat(config.data()).isEqualTo(new DataConfig("/corpora", List.of(), Map.of(), 50));
    assertThat(config.mixture().holdOut()).containsExactly("natural-language-inference");
    assertThat(config.mixture().seed()).isEqualTo(7);
    assertThat(config.packing().tooLong()).isEqualTo(TooLong.QUARANTINE);
    assertThat(config.packing().separator()).isEqualTo("\n");
    assertThat(config.training().schedule()).isEqualTo(Schedule.COSINE);
    assertThat(config.training().learningRate()).isEqualTo(1e-3);
    assertThat(config.training().optimizer()).isEqualTo(Optimizer.ADAFACTOR);
  }

  @Test
  void aSingleTextStandsForAListOfOne() {
    assertThat(read("mixture: {hold-out: sentiment}").mixture().holdOut())
        .containsExactly("sentiment");
  }

  @Test
  void numbersOfExemplarsAreOneOrAListInWhateverOrder() {
    assertThat(read("evaluation: {shots: 5}").evaluation().shots()).containsExactly(5);
    assertThat(read("evaluation: {shots: [5, 0, 1]}").evaluation().shots())
        .containsExactly(0, 1, 5);
    assertThat(problems("evaluation: {shots: [0, 17]}"))
        .containsExactly("Invalid evaluation.shots: 17, expected at most 16");
    assertThat(problems("evaluation: {shots: []}"))
        .containsExactly(
            "Invalid evaluation.shots: [], expected a whole number, or a list of them");
    assertThat(problems("evaluation: {shots: [5, 0, 5]}"))
        .containsExactly("Invalid evaluation.shots: [0, 5, 5], expected each number once");
  }

  @Test
  void reportsEveryProblemAtOnce() {
    assertThat(
            problems(
                """
                mixtur: {seed: 1}
                mixture: {cap-per-tsak: 5, max-rate: 0}
                training: {learning-rate: 0, passes: 1.5, schedule: wavy, beta2: 1}
                averaging: {outer-momentum: 1}
                evaluation: {max-new-tokens: many, normalisation: mean, confidence: 1}
                """))
        .containsExactlyInAnyOrder(
            "Unknown section 'mixtur', did you mean 'mixture'?",
            "Unknown key 'mixture.cap-per-tsak', did you mean 'mixture.cap-per-task'?",
            "Invalid mixture.max-rate: 0, expected at least 1",
            "Invalid training.learning-rate: 0, expected more than 0",
            "Invalid training.passes: 1.5, expected a whole number",
            "Invalid training.schedule: wavy, expected constant or linear or cosine",
            "Invalid training.beta2: 1, expected less than 1",
            "Invalid averaging.outer-momentum: 1, expected less than 1",
            "Invalid evaluation.max-new-tokens: many, expected a whole number",
            "Invalid evaluation.normalisation: mean, expected sum or per-token or per-character or"
                + " per-byte or unconditional",
            "Invalid evaluation.confidence: 1, expected less than 1");
  }

  @Test
  void answersTheNamesOfOtherToolsWithOurs() {
    assertThat(
            problems(
                """
                training: {learning_rate: 1e-3, per_device_train_batch_size: 8}
                model: {max_seq_length: 512}
                """))
        .containsExactly(
            "Unknown key 'model.max_seq_length'; here it is 'packing.row-length'",
            "Unknown key 'training.learning_rate'; here it is 'training.learning-rate'",
            "Unknown key 'training.per_device_train_batch_size'; here it is 'training.batch-rows'");
  }

  @Test
  void namesTheSectionOfAKeyThatStandsInTheWrongOne() {
    assertThat(problems("training: {row-length: 512}"))
        .containsExactly("Unknown key 'training.row-length', did you mean 'packing.row-length'?");
  }

  @Test
  void refusesHeadsThatTheFamilyCannotHave() {
    assertThat(problems("model: {family: llama, width: 36, heads: 12, key-value-heads: 5}"))
        .containsExactly(
            "Invalid model.width: 36, expected an even number for each of model.heads, which is 12",
            "Invalid model.key-value-heads: 5, expected a divisor of model.heads, which is 12");
    assertThat(problems("model: {heads: 4, key-value-heads: 2}"))
        .containsExactly(
            "Invalid model.key-value-heads: 2, expected for gpt2 model.heads, which is 4");
  }

  @Test
  void refusesContradictions() {
    assertThat(
            problems(
                """
                packing: {row-length: 2048, max-target: 4096}
                model: {width: 100, heads: 3}
                training: {batch-rows: 2, accumulate: 4}
                evaluation: {splits: [train], baselines: [human], templates: some}
                """))
        .containsExactly(
            "Invalid packing.max-target: 4096, expected less than packing.row-length, which is"
                + " 2048",
            "Invalid packing.row-length: 2048, expected at most model.context, which is 1280",
            "Invalid model.width: 100, expected a multiple of model.heads, which is 3",
            "Invalid training.accumulate: 4, expected at most training.batch-rows, which is 2",
            "Invalid evaluation.splits: train, expected validation or test",
            "Invalid evaluation.baselines: human, expected untuned, majority or chance",
            "Invalid evaluation.templates: some, expected all or a number");
  }

  @Test
  void theOuterStepDecidesItsUsualRateAndMomentum() {
    AveragingConfig average = read("").averaging();
    assertThat(average.outer()).isEqualTo(OuterStep.AVERAGE);
    assertThat(average.effectiveOuterRate()).isEqualTo(1);
    assertThat(average.effectiveOuterMomentum()).isZero();

    AveragingConfig nesterov = read("averaging: {outer: nesterov}").averaging();
    assertThat(nesterov.effectiveOuterRate()).isEqualTo(0.7);
    assertThat(nesterov.effectiveOuterMomentum()).isEqualTo(0.9);
  }

  @Test
  void anOuterRateOrMomentumThatIsSetHolds() {
    AveragingConfig average =
        read("averaging: {outer-rate: 0.5, outer-momentum: 0.25}").averaging();
    assertThat(average.effectiveOuterRate()).isEqualTo(0.5);
    assertThat(average.effectiveOuterMomentum()).isEqualTo(0.25);

    AveragingConfig nesterov =
        read("averaging: {outer: nesterov, outer-rate: 1, outer-momentum: 0}").averaging();
    assertThat(nesterov.effectiveOuterRate()).isEqualTo(1);
    assertThat(nesterov.effectiveOuterMomentum()).isZero();
  }

  @Test
  void averagesByFlanSparkInFloat32WithMomentsThatStayUnlessTold() {
    AveragingConfig averaging = read("").averaging();
    assertThat(averaging.master()).isEqualTo(AveragingMaster.FLANSPARK);
    assertThat(averaging.moments()).isEqualTo(Moments.LOCAL);
    assertThat(averaging.wire()).isEqualTo(Wire.FLOAT32);
    assertThat(averaging.sliceBytes()).isEqualTo(32 << 20);
    assertThat(averaging.onDivergence()).isEqualTo(OnDivergence.STOP);
  }

  @Test
  void refusesOfDl4jWhatItCannotDo() {
    assertThat(problems("averaging: {master: dl4j, outer: nesterov}"))
        .containsExactly(
            "Invalid averaging.outer: nesterov, expected average with averaging.master: dl4j");
    assertThat(problems("averaging: {master: dl4j, wire: bfloat16}"))
        .containsExactly(
            "Invalid averaging.wire: bfloat16, expected float32 with averaging.master: dl4j");
    assertThat(problems("averaging: {master: dl4j, on-divergence: skip-worker}"))
        .containsExactly(
            "Invalid averaging.on-divergence: skip-worker, expected stop with averaging.master:"
                + " dl4j");
  }

  @Test
  void refusesWhatIsNoYaml() {
    assertThat(problems("data: [")).singleElement().asString().startsWith("Cannot parse the ");
    assertThat(problems("data: {root: a, root: b}"))
        .singleElement()
        .asString()
        .contains("Duplicate field 'root'");
    assertThat(problems("just a text"))
        .containsExactly("Invalid configuration: \"just a text\", expected sections of keys");
    assertThat(problems("data: 7")).containsExactly("Invalid data: 7, expected a section of keys");
    assertThat(problems("data: {root: null}"))
        .containsExactly("Invalid data.root: null, expected a value");
  }

  @Test
  void strongerLayersWin() {
    RunConfig config =
        RunConfig.read(
            new ConfigSource(
                Map.of("execution.threads", "1", "training.seed", "1"),
                "training: {seed: 2, passes: 2}",
                Map.of("training.passes", "3"),
                DAY,
                Map.of()));

    assertThat(config.execution().threads()).isEqualTo(1);
    assertThat(config.training().seed()).isEqualTo(2);
    assertThat(config.training().passes()).isEqualTo(3);
  }

  @Test
  void replacesPlaceholders() {
    RunConfig config =
        RunConfig.read(
            new ConfigSource(
                Map.of(),
                "data: {root: \"${env:LAKE}/raw\"}\noutput: {run: \"runs/${date}\"}",
                Map.of(),
                DAY,
                Map.of("LAKE", "hdfs:///lake")));

    assertThat(config.data().root()).isEqualTo("hdfs:///lake/raw");
    assertThat(config.output().run()).isEqualTo("runs/2026-01-31");
  }

  @Test
  void refusesPlaceholdersWithoutAValue() {
    assertThat(problems("data: {root: \"${env:NOWHERE}/${today}\"}"))
        .containsExactly(
            "Missing environment variable NOWHERE, which data.root refers to",
            "Unknown placeholder '${today}' in data.root, expected ${date} or ${env:NAME}");
  }

  @Test
  void refusesAddressesWithAPasswordAndDoesNotRepeatIt() {
    assertThat(
            problems(
                "data: {root: \"s3a://AKIA1:hush@lake/raw\", tasks: [a, \"https://me@host/t\"]}\n"
                    + "training: {batch-rows: \"hdfs://u:hush@n/x\"}\nmodel: {layer: 3}"))
        .hasSize(3)
        .allMatch(problem -> problem.contains(": its address holds a user's name or password, "))
        .allMatch(
            problem ->
                problem.endsWith(
                    "in the environment, in a file that its owner alone reads or in the cluster's own store"))
        .noneMatch(problem -> problem.contains("hush") || problem.contains("AKIA1"))
        .anyMatch(problem -> problem.startsWith("Invalid data.root:"))
        .anyMatch(problem -> problem.startsWith("Invalid data.tasks:"))
        .anyMatch(problem -> problem.startsWith("Invalid training.batch-rows:"));
    assertThat(problems("output: {run: \"abfss://box:hush@me.dfs.core.windows.net/r\"}"))
        .hasSize(1);
  }

  @Test
  void takesAddressesWithoutSecretsWhateverElseTheyHold() {
    assertThat(read("data: {root: \"abfss://box@me.dfs.core.windows.net/raw\"}").data().root())
        .startsWith("abfss://box@");
    assertThat(read("data: {root: \"s3a://lake/user@day/raw\"}").data().root())
        .contains("user@day");
    assertThat(read("packing: {separator: \"a:b@c\"}").packing().separator()).isEqualTo("a:b@c");
  }

  @Test
  void refusesVariablesThatHoldSecretsByTheirNames() {
    List<String> problems =
        catchThrowableOfType(
                ConfigException.class,
                () ->
                    RunConfig.read(
                        new ConfigSource(
                            Map.of(),
                            "training: {batch-rows: \"${env:AWS_SECRET_ACCESS_KEY}\"}\n"
                                + "data: {root: \"${env:TOKENIZER_HOME}\"}",
                            Map.of(),
                            DAY,
                            Map.of("AWS_SECRET_ACCESS_KEY", "hush", "TOKENIZER_HOME", "here"))))
            .problems();

    assertThat(problems)
        .noneMatch(problem -> problem.contains("hush") || problem.contains("TOKENIZER_HOME"))
        .anyMatch(
            problem ->
                problem.startsWith(
                    "Cannot use ${env:AWS_SECRET_ACCESS_KEY} in training.batch-rows: by its name it"
                        + " holds a secret; settings are logged and saved with every artifact;"));
  }

  @Test
  void whatCannotBeParsedIsNotRepeated() {
    assertThat(problems("data: {root: a}\npassword: hush: hush\n"))
        .containsExactly(
            "Cannot parse the configuration: line 2, column 15: mapping values are not allowed"
                + " here");
  }

  @Test
  void sparksOwnSettingsHaveAnotherPlaceAndAreNotRepeated() {
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () ->
                        RunConfig.read(
                            new ConfigSource(
                                Map.of(),
                                "",
                                Map.of("spark.hadoop.fs.s3a.secret.key", "hush"),
                                DAY,
                                Map.of())))
                .problems())
        .containsExactly(
            "Unknown section 'spark': Spark's own settings stand in the profile's"
                + " spark-defaults.conf, and secrets in the environment");
  }

  @Test
  void itsYamlReadsBackToTheSameSettings() {
    RunConfig config = read("mixture: {hold-out: [sentiment], examples: 12}\ndata: {root: a}");

    assertThat(read(config.toYaml())).isEqualTo(config);
  }

  @Test
  void theReferenceIsAValidFileOfAllDefaults() {
    assertThat(read(ConfigReference.yaml().replace("# ${date}", "#"))).isEqualTo(read(""));
    assertThat(ConfigReference.yaml())
        .contains("  max-rate: 3000")
        .contains("# examples-proportional rate, capped");
  }

  private static RunConfig read(String yaml) {
    return RunConfig.read(ConfigSource.ofYaml(yaml, DAY));
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems();
  }
}
