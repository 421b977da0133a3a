package org.flanspark.tuning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.Backend;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.config.RunConfig;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.evaluation.answer.AnsweringSettings;
import org.flanspark.tuning.evaluation.answer.Computing;
import org.flanspark.tuning.evaluation.answer.EchoModel;
import org.flanspark.tuning.evaluation.answer.EvaluatedModel;
import org.flanspark.tuning.evaluation.answer.FolderModel;
import org.flanspark.tuning.evaluation.answer.ModelSource;
import org.flanspark.tuning.evaluation.answer.Prompts;
import org.flanspark.tuning.evaluation.answer.RandomModel;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.SpecialIds;
import org.flanspark.tuning.huggingface.WeightType;
import org.flanspark.tuning.metric.MeanAndDeviation;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.RandomWeights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationJobIT {
  private static final int NO = 5;
  private static final int YES = 6;

  /** One character a token: a = 1, b = 2, c = 3, d = 4, n = 5, y = 6; 0 ends. */
  private static final TokenizerFiles TOKENIZER =
      TokenizerFiles.of(
          """
          {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
           "added_tokens": [{"id": 0, "content": "</s>", "single_word": false, "lstrip": false,
                             "rstrip": false, "normalized": false, "special": true}],
           "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
                             "trim_offsets": true, "use_regex": true},
           "post_processor": null,
           "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
                       "use_regex": true},
           "model": {"type": "BPE", "dropout": null, "unk_token": null,
                     "continuing_subword_prefix": null, "end_of_word_suffix": null,
                     "fuse_unk": false, "byte_fallback": false,
                     "vocab": {"</s>": 0, "a": 1, "b": 2, "c": 3, "d": 4, "n": 5, "y": 6},
                     "merges": []}}
          """,
          "{\"eos_token\": \"</s>\"}");

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedFolder prepared;
  private static EvaluatedRun whole;
  private static EvaluationResults results;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.session();
    prepared = new PreparedFolder(folder.resolve("prepared").toString());
    List<EvaluationRow> test = testRows();
    write("test", 0, test.subList(0, 10));
    write("test", 1, test.subList(10, test.size()));
    write("validation", 0, validationRows());
    whole = run("whole", "evaluation: {splits: [test, validation], max-new-tokens: 4}");
    results = new EvaluationJob(spark, whole).run();
  }

  /**
   * Six examples of a seen task, of which four are "yes": template 0 ends in "y", template 1 in
   * "n", the baseline prompt in "n". Two of an unseen task whose prompts end in neither. Three
   * texts to write. Four candidate answers of two questions, of which one is taken for wrong; one
   * text to translate.
   */
  private static List<EvaluationRow> testRows() {
    List<EvaluationRow> rows = new ArrayList<>();
    for (int example = 0; example < 6; example++) {
      int answer = example < 4 ? 1 : 0;
      rows.add(seen(example, "instructions", 0, TokenIds.of(1, NO, YES), answer));
      rows.add(seen(example, "instructions", 1, TokenIds.of(1, 2, YES, NO), answer));
      rows.add(seen(example, "baseline", -1, TokenIds.of(YES, NO), answer));
    }
    rows.add(Prompts.ranked("unseen", 0, "instructions", 0, TokenIds.of(1, 2), 0));
    rows.add(Prompts.ranked("unseen", 1, "instructions", 0, TokenIds.of(1, 2, 1), 1));
    rows.add(Prompts.generated("writing", 0, 0, TokenIds.of(1, 4, 3), "CCCC."));
    rows.add(Prompts.generated("writing", 1, 0, TokenIds.of(4, 4, 3), "cccc"));
    rows.add(Prompts.generated("writing", 2, 0, TokenIds.of(4, 4), "b"));
    rows.add(judged(0, "q1", YES, 1));
    rows.add(judged(1, "q1", NO, 0));
    rows.add(judged(2, "q2", YES, 1));
    rows.add(judged(3, "q2", NO, 1));
    rows.add(
        Prompts.measured(
            Prompts.generated("z-translating", 0, 0, TokenIds.of(4, 3), "cc"), "bleu", ""));
    return rows;
  }

  private static EvaluationRow judged(int example, String question, int said, int answer) {
    return Prompts.measured(
        Prompts.ranked("z-judging", example, "instructions", 0, TokenIds.of(1, said), answer),
        "multirc",
        question);
  }

  private static List<EvaluationRow> validationRows() {
    return List.of(
        seen(7, "instructions", 0, TokenIds.of(1, YES), 0),
        seen(7, "instructions", 1, TokenIds.of(1, NO), 0));
  }

  private static EvaluationRow seen(
      int example, String style, int template, TokenIds prompt, int answer) {
    return Prompts.ranked("seen", example, style, template, prompt, answer);
  }

  private static void write(String split, int shard, List<EvaluationRow> rows) {
    ParquetShard.write(
        PreparedFolder.shard(prepared.evaluation(split), shard),
        new Configuration(),
        EvaluationRow.TABLE,
        rows.iterator());
  }

  @Test
  void scoresEveryTemplateOfBothModelsAndReadsBackWhatItWrote() throws IOException {
    assertThat(results.tasks())
        .extracting(TaskResult::task)
        .containsExactly("seen", "unseen", "writing", "z-judging", "z-translating");
    TaskResult seen = results.tasks().get(0);
    // template 0 always says yes, template 1 no: 4 and 2 of 6
    assertThat(seen.tuned().summary().mean()).isCloseTo(0.5, within(1e-11));
    assertThat(seen.tuned().summary().std()).isCloseTo((4 - 2) / 6.0 / Math.sqrt(2), within(1e-9));
    // on validation template 1 is the right one
    assertThat(seen.tuned().bestTemplate()).isEqualTo(1);
    assertThat(seen.tuned().summary().bestDev()).isCloseTo(2 / 6.0, within(1e-11));
    assertThat(seen.tuned().baselinePrompt()).isNull();
    assertThat(seen.examples()).isEqualTo(6);
    assertThat(seen.majority()).isCloseTo(4 / 6.0, within(1e-11));
    assertThat(seen.chance()).isEqualTo(0.5);
    // the untuned model repeats the last but one: no and yes; for the baseline yes
    ModelScores untuned = seen.untuned();
    assertThat(untuned).isNotNull();
    assertThat(untuned.baselinePrompt()).isCloseTo(4 / 6.0, within(1e-11));
    assertThat(untuned.templates())
        .filteredOn(scores -> scores.split().equals("test"))
        .extracting(TemplateScores::template)
        .containsExactly(-1, 0, 1);

    // neither option is likelier: the first is chosen
    assertThat(results.tasks().get(1).tuned().summary())
        .isEqualTo(
            new ScoreSummary(
                0.5,
                null,
                null,
                Map.of("accuracy", new MeanAndDeviation(0.5, null)),
                Map.of(
                    "sum", 0.5,
                    "per-token", 0.5,
                    "per-character", 0.5,
                    "per-byte", 0.5,
                    "unconditional", 0.5)));
    assertThat(results.tasks().get(1).heldOut()).isTrue();

    ScoreSummary writing = results.tasks().get(2).tuned().summary();
    assertThat(writing.metrics().get("exact-match").mean()).isCloseTo(2 / 3.0, within(1e-11));
    assertThat(writing.metrics().get("accuracy").mean()).isCloseTo(1 / 3.0, within(1e-11));
    assertThat(writing.mean()).isCloseTo(2 / 3.0, within(1e-11));

    assertThat(new ResultsFolder(whole.folder(), new Configuration()).read()).contains(results);
    assertThat(
            new ObjectMapper()
                .readTree(folder.resolve("whole/results/evaluation.json").toFile())
                .at("/tasks/0/tuned/summary/best_dev")
                .asDouble())
        .isCloseTo(2 / 6.0, within(1e-11));
  }

  @Test
  void measuresAllAnswersOfATemplateTogetherWhereTheMetricDoes() {
    TaskResult judging = results.tasks().get(3);
    assertThat(judging.metric()).isEqualTo("f1a");
    // "yes" was said twice, rightly, and is right three times: 2 * 2 / 5
    assertThat(judging.tuned().summary().mean()).isCloseTo(0.8, within(1e-11));
    assertThat(judging.tuned().summary().metrics().get("exact-match").mean()).isEqualTo(0.5);
    // always "yes": precision 3/4, recall 1
    assertThat(judging.majority()).isCloseTo(6 / 7.0, within(1e-11));
    assertThat(judging.chance()).isNull();
    assertThat(judging.signature()).isNull();

    TaskResult translating = results.tasks().get(4);
    assertThat(translating.tuned().summary().mean()).isEqualTo(0);
    assertThat(translating.signature())
        .isEqualTo("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:flanspark");
  }

  @Test
  void refusesAMetricThatDoesNotFit() {
    write("unfit", 0, List.of(Prompts.measured(testRows().get(0), "bleu", "")));
    Dataset<Row> prompts = EvaluationShards.read(spark, prepared.evaluation("unfit").toString(), 1);
    assertThatThrownBy(() -> PromptCheck.check(prompts, EchoModel.SHAPE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Invalid metric of task seen: bleu, expected one of accuracy, ");
  }

  @Test
  void refusesToCorrelateWhatIsNoNumber() {
    EvaluationRow number =
        Prompts.measured(
            Prompts.generated("score", 0, 0, TokenIds.of(1), "3.8"), "correlation", "");
    EvaluationRow word =
        Prompts.measured(
            Prompts.generated("word", 0, 0, TokenIds.of(1), "much"), "correlation", "");
    write("numbers", 0, List.of(number, word));
    Dataset<Row> prompts =
        EvaluationShards.read(spark, prepared.evaluation("numbers").toString(), 2);
    assertThatThrownBy(() -> PromptCheck.check(prompts, EchoModel.SHAPE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Invalid metric of task word: correlation, expected right answers that are numbers");
  }

  @Test
  void writesOnePredictionForEachPrompt() {
    List<Row> rows =
        spark
            .read()
            .parquet(folder.resolve("whole/results/predictions").toString())
            .filter("model = 'tuned' and split = 'test' and task in ('seen', 'writing')")
            .orderBy("task", "example_id", "template")
            .selectExpr(
                "task", "template", "log_probabilities", "chosen", "answer", "right", "scores")
            .collectAsList();
    assertThat(rows).hasSize(12 + 3);
    assertThat(rows.get(0).getList(2)).isEqualTo(List.of(-2.0, -0.5));
    assertThat(rows.get(0).getInt(3)).isEqualTo(1);
    assertThat(rows.get(0).getString(4)).isEqualTo("yes");
    assertThat(rows.get(0).getBoolean(5)).isTrue();
    assertThat(rows.get(12).isNullAt(3)).isTrue();
    assertThat(rows.get(12).getString(4)).isEqualTo("cccc");
    assertThat(rows.get(12).getJavaMap(6))
        .isEqualTo(Map.of("accuracy", 0.0, "exact-match", 1.0, "token-f1", 1.0));
  }

  @Test
  void showsRightAndWrongAnswersWithTheirPrompts() {
    List<SampleAnswer> seen =
        results.samples().stream().filter(sample -> sample.task().equals("seen")).toList();
    assertThat(seen).extracting(SampleAnswer::right).containsExactly(true, true, false, false);
    assertThat(seen.get(0).prompt()).isEqualTo("any");
    assertThat(seen.get(0).answer()).isEqualTo("yes");
    assertThat(seen.get(0).untunedAnswer()).isEqualTo("no");
    assertThat(seen.get(3).expected()).containsExactly("no");
  }

  @Test
  void takesASubsetByHashAndTheFirstTemplates() {
    String yaml = "evaluation: {max-examples-per-task: 2, templates: 1, baselines: []}";
    TaskResult first = new EvaluationJob(spark, run("subset", yaml)).run().tasks().get(0);
    assertThat(first.examples()).isEqualTo(2);
    assertThat(first.tuned().templates()).hasSize(1);
    assertThat(first.untuned()).isNull();
    assertThat(first.chance()).isNull();

    List<String> firstByHash =
        IntStream.range(0, 6)
            .mapToObj(example -> "seen/test/%016x".formatted(example))
            .sorted(Comparator.comparing(id -> ExampleChoice.order(42, id)))
            .limit(2)
            .sorted()
            .toList();
    assertThat(exampleIds("subset", "seen")).isEqualTo(firstByHash);
    assertThat(exampleIds("subset", "z-judging"))
        .as("both candidate answers of one question")
        .isIn(judgedIds(0, 1), judgedIds(2, 3));
  }

  private static List<String> judgedIds(int first, int second) {
    return List.of(
        "z-judging/test/%016x".formatted(first), "z-judging/test/%016x".formatted(second));
  }

  private static List<String> exampleIds(String run, String task) {
    return spark
        .read()
        .parquet(folder.resolve(run + "/results/predictions").toString())
        .filter("task = '" + task + "'")
        .orderBy("example_id")
        .select("example_id")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aModelFromAFolderAnswersAsTheWeightsThatWereWrittenIntoIt() {
    ModelShape shape = ModelShape.gpt2(1, 8, 2, 16, 7);
    org.apache.hadoop.fs.Path model =
        new org.apache.hadoop.fs.Path(folder.resolve("model").toString());
    Configuration hadoop = new Configuration();
    Computing computing = new Computing(Backend.AUTO, 1);
    ModelFolder.write(
        new ModelDescription(
            shape, SpecialIds.of(whole.manifest().tokenizer()), WeightType.FLOAT32),
        RandomWeights.of(shape, 3),
        model,
        hadoop);
    EvaluatedRun run =
        withModels(
            run("decoder", "evaluation: {max-new-tokens: 4}"),
            new FolderModel(model.toString(), "a digest", computing, new HadoopSettings(hadoop)),
            new RandomModel(shape, 3, computing));

    EvaluationResults decoded = new EvaluationJob(spark, run).run();

    TaskResult seen = decoded.tasks().get(0);
    assertThat(seen.untuned()).isNotNull();
    assertThat(seen.untuned().summary()).isEqualTo(seen.tuned().summary());
    List<Row> tuned = decoderAnswers("tuned");
    assertThat(tuned).hasSize(22).isEqualTo(decoderAnswers("untuned"));
    List<Double> scores = tuned.get(0).getList(1);
    assertThat(scores).allSatisfy(score -> assertThat(score).isBetween(-6.0, 0.0)).hasSize(2);
  }

  private static List<Row> decoderAnswers(String role) {
    return spark
        .read()
        .parquet(folder.resolve("decoder/results/predictions/model=" + role).toString())
        .filter("style = 'instructions'")
        .orderBy("example_id", "template")
        .select("answer", "log_probabilities")
        .collectAsList();
  }

  @Test
  void twoRunsAreComparedOnThePromptsThatBothWereAsked() {
    EvaluatedRun better =
        run("better", "evaluation: {templates: 1, max-examples-per-task: 4, max-new-tokens: 4}");
    // the tuned model of "whole" says yes to the first template, which is right for four of six
    new EvaluationJob(
            spark, withModels(better, new EchoModel.Source("better", 0), whole.untuned().get()))
        .run();
    RunComparison same =
        RunComparison.of(spark, whole.folder().toString(), better.folder().toString());
    assertThat(same.difference()).isEqualTo(0);
    assertThat(same.leftOut()).isEmpty();
    RunComparison.ClusterRow seen =
        same.rows().stream()
            .filter(row -> row.cluster().name().equals("seen-cluster"))
            .findFirst()
            .orElseThrow();
    assertThat(seen.cluster().prompts()).as("four examples, one template").isEqualTo(4);
    assertThat(seen.tasks().get(0).gain().pValue()).isEqualTo(1);
    assertThatThrownBy(
            () -> RunComparison.of(spark, whole.folder().toString(), folder + "/nowhere"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot compare %s/nowhere: it has no results; run evaluate first".formatted(folder));
  }

  @Test
  void goesOnWhereItWasCutOff() throws IOException {
    EvaluatedRun run =
        withAnswers(run("resumed", "evaluation: {max-new-tokens: 4}"), "resumed-answers");
    EvaluationResults first = new EvaluationJob(spark, run).run();
    assertThat(first.models()).extracting(EvaluatedModel::kept).containsExactly(0L, 0L);

    EvaluationResults again = new EvaluationJob(spark, run).run();
    assertThat(again.models())
        .extracting(EvaluatedModel::prompts, EvaluatedModel::kept)
        .containsExactly(tuple(22L, 22L), tuple(28L, 28L));
    assertThat(again.tasks()).isEqualTo(first.tasks());

    cutOff(run, "z-judging");
    EvaluationResults resumed = new EvaluationJob(spark, run).run();
    assertThat(resumed.models())
        .extracting(EvaluatedModel::kept)
        .as("each model's four answers to one task were broken")
        .containsExactly(18L, 24L);
    assertThat(resumed.tasks()).isEqualTo(first.tasks());
  }

  /** Leaves a task's answers as a killed evaluation does: broken, and unmarked. */
  private static void cutOff(EvaluatedRun run, String task) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(URI.create(run.answers())).resolve(task))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().endsWith(".parquet")) {
          Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 40));
        } else {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void answersOfTheSameModelServeAnotherRun() {
    EvaluatedRun one = run("one", "evaluation: {splits: [test]}");
    EvaluatedRun other = run("other", "evaluation: {splits: [test], normalisation: per-token}");
    new EvaluationJob(spark, one).run();
    EvaluationResults found =
        new EvaluationJob(spark, withModels(other, one.tuned(), other.tuned())).run();
    assertThat(found.models())
        .extracting(EvaluatedModel::role, EvaluatedModel::kept)
        .containsExactly(tuple("tuned", 22L), tuple("untuned", 0L));
    assertThat(found.normalisation()).isEqualTo("per-token");
  }

  @Test
  void saysHowCertainTheGainOverTheUntunedModelIs() {
    // the tuned model says yes to template 0 and no to 1, the untuned one the other way round
    Certainty certainty = results.tasks().get(0).certainty();
    assertThat(certainty).isNotNull();
    assertThat(certainty.gain()).isNotNull();
    assertThat(certainty.gain().difference()).isCloseTo(0, within(1e-11));
    assertThat(certainty.gain().pValue()).isEqualTo(1);
    assertThat(certainty.tuned().low()).isLessThanOrEqualTo(0.5);
    assertThat(certainty.tuned().high()).isGreaterThanOrEqualTo(0.5);
    // against the completion-style prompt, which was right four times of six
    assertThat(certainty.gainOverBaselinePrompt()).isNotNull();
    assertThat(certainty.gainOverBaselinePrompt().difference())
        .isCloseTo(0.5 - 4 / 6.0, within(1e-11));
  }

  @Test
  void withholdsTheNumberOfATaskWhoseInputsStandInTraining() {
    EvaluatedRun run = run("withheld", "evaluation: {baselines: []}");
    Manifest.Contamination verdict =
        new Manifest.Contamination(
            "unseen", true, 6, 2, 3, List.of("seen"), false, List.of("seen/train/1 holds it"));

    EvaluationResults found = new EvaluationJob(spark, withContamination(run, verdict)).run();

    assertThat(found.tasks())
        .extracting(TaskResult::task)
        .contains("seen")
        .doesNotContain("unseen");
    assertThat(found.clusters()).extracting(ClusterResult::heldOut).doesNotContain(true);
    assertThat(found.withheld()).containsExactly(verdict);
  }

  private static EvaluatedRun withContamination(EvaluatedRun run, Manifest.Contamination verdict) {
    Manifest clean = run.manifest();
    Manifest manifest =
        new Manifest(
            clean.formatVersion(),
            clean.settings(),
            clean.tokenizer(),
            clean.inputs(),
            clean.versions(),
            clean.tasks(),
            clean.packed(),
            clean.evaluation(),
            clean.heldOut(),
            List.of(verdict));
    return new EvaluatedRun(
        run.folder(),
        run.tuned(),
        run.untuned(),
        run.shape(),
        run.prepared(),
        manifest,
        run.settings(),
        run.answering(),
        run.answers(),
        run.seed());
  }

  @Test
  void refusesMoreThanWasPrepared() {
    EvaluatedRun run = run("more", "evaluation: {max-examples-per-task: 1001, max-new-tokens: 65}");
    assertThatThrownBy(() -> new EvaluationJob(spark, run).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "Invalid evaluation.max-examples-per-task: 1001, expected at most 1000, which the"
                + " prompts were prepared with; run prepare again for more")
        .hasMessageContaining("Invalid evaluation.max-new-tokens: 65, expected at most 64");
  }

  @Test
  void refusesPromptsThatDoNotFitTheModel() {
    EvaluatedRun whole = run("short", "");
    EvaluatedRun run = withShape(whole, ModelShape.gpt2(1, 8, 1, 4, 1000));
    assertThatThrownBy(() -> new EvaluationJob(spark, run).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its prompt and answer have 5 tokens, expected at most the model's");
    assertThat(folder.resolve("short/results")).doesNotExist();
  }

  @Test
  void refusesShardsThatAreNotThoseOfTheManifest() {
    EvaluatedRun run = withRows(run("lost", ""), "test", 29);
    assertThatThrownBy(() -> new EvaluationJob(spark, run).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("they hold 28 rows, expected 29 as the manifest says");
  }

  @Test
  void refusesATruncatedShard() throws IOException {
    write("truncated", 0, validationRows());
    Path shard = folder.resolve("prepared/evaluation/split=truncated/shard-00000.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length / 2));
    Files.deleteIfExists(shard.resolveSibling(".shard-00000.parquet.crc"));
    assertThatThrownBy(
            () -> EvaluationShards.read(spark, prepared.evaluation("truncated").toString(), 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Cannot read evaluation shards ")
        .hasMessageContaining("is not a Parquet file");
  }

  @Test
  void refusesASplitThatWasNotPrepared() {
    EvaluatedRun run = withRows(run("absent", "evaluation: {splits: [validation]}"), "test", 28);
    assertThatThrownBy(() -> new EvaluationJob(spark, run).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Missing evaluation prompts of split validation in ")
        .hasMessageContaining("which has [test]");
  }

  private static EvaluatedRun run(String name, String yaml) {
    RunConfig config = RunConfig.read(ConfigSource.ofYaml(yaml, LocalDate.of(2026, 1, 31)));
    EvaluationConfig settings = config.evaluation();
    return new EvaluatedRun(
        new org.apache.hadoop.fs.Path(folder.resolve(name).toString()),
        new EchoModel.Source(name + " tuned", 0),
        settings.baselines().contains("untuned")
            ? Optional.of(new EchoModel.Source(name + " untuned", 1))
            : Optional.empty(),
        EchoModel.SHAPE,
        prepared,
        manifest(Map.of("test", 28L, "validation", 2L)),
        settings,
        new AnsweringSettings(TOKENIZER, null, settings.maxNewTokens()),
        folder.resolve("answers").toUri().toString(),
        42);
  }

  private static EvaluatedRun withModels(EvaluatedRun run, ModelSource tuned, ModelSource untuned) {
    return new EvaluatedRun(
        run.folder(),
        tuned,
        Optional.of(untuned),
        run.shape(),
        run.prepared(),
        run.manifest(),
        run.settings(),
        run.answering(),
        run.answers(),
        run.seed());
  }

  private static EvaluatedRun withAnswers(EvaluatedRun run, String name) {
    return new EvaluatedRun(
        run.folder(),
        run.tuned(),
        run.untuned(),
        run.shape(),
        run.prepared(),
        run.manifest(),
        run.settings(),
        run.answering(),
        folder.resolve(name).toUri().toString(),
        run.seed());
  }

  private static EvaluatedRun withShape(EvaluatedRun run, ModelShape shape) {
    return new EvaluatedRun(
        run.folder(),
        run.tuned(),
        run.untuned(),
        shape,
        run.prepared(),
        run.manifest(),
        run.settings(),
        run.answering(),
        run.answers(),
        run.seed());
  }

  private static EvaluatedRun withRows(EvaluatedRun run, String split, long rows) {
    return new EvaluatedRun(
        run.folder(),
        run.tuned(),
        run.untuned(),
        run.shape(),
        run.prepared(),
        manifest(Map.of(split, rows)),
        run.settings(),
        run.answering(),
        run.answers(),
        run.seed());
  }

  private static Manifest manifest(Map<String, Long> evaluation) {
    RunConfig defaults = RunConfig.read(ConfigSource.ofYaml("", LocalDate.of(2026, 1, 31)));
    return new Manifest(
        Manifest.FORMAT_VERSION,
        defaults.toTree(),
        new Manifest.TokenizerFacts(TOKENIZER.digest(), 7, 0, List.of(), List.of(0)),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        evaluation,
        List.of("unseen-cluster"),
        List.of());
  }
}
