package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.quality.Duplicates;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.RenderedExample;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.RenderedPrompt;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.task.SelectedField;
import org.flanspark.data.template.InputFields;

/**
 * The records that were rendered, as tables without their ids.
 *
 * <pre>
 * task        INT      index into the chosen tasks
 * use         STRING   name of the {@link Use}
 * order       BIGINT   what is drawn goes by it: smaller ones first
 * example_id  STRING
 * tokens      INT      positions in a packed row; 0 of a prompt
 * rank        INT      its place by order, from 1; null where nobody asks for it
 * </pre>
 */
final class Candidates {
  static final String TASK = "task";
  static final String USE = "use";
  static final String ORDER = "order";
  static final String EXAMPLE_ID = "example_id";
  static final String TOKENS = "tokens";
  static final String RANK = "rank";
  static final String INPUTS = "inputs";
  static final String ANSWER = "answer";
  static final String SPLIT = "split";
  static final String HELD_OUT = "held_out";

  private static final StructType EXAMPLES =
      new StructType()
          .add(RenderedExample.SPLIT, DataTypes.StringType)
          .add(RenderedExample.EXAMPLE_ID, DataTypes.StringType)
          .add(RenderedExample.FINGERPRINT_HIGH, DataTypes.LongType)
          .add(RenderedExample.FINGERPRINT_LOW, DataTypes.LongType)
          .add(RenderedExample.ORDER, DataTypes.LongType)
          .add(RenderedExample.PASS, DataTypes.IntegerType)
          .add(RenderedExample.FIELDS, DataTypes.createArrayType(DataTypes.StringType))
          .add(RenderedExample.TOKENS, DataTypes.IntegerType);

  private static final StructType PROMPTS =
      new StructType()
          .add(RenderedPrompt.SPLIT, DataTypes.StringType)
          .add(RenderedPrompt.ORDER, DataTypes.LongType)
          .add(RenderedPrompt.INPUTS, DataTypes.createArrayType(DataTypes.StringType))
          .add(RenderedPrompt.EXAMPLE_ID, DataTypes.StringType);

  private static final Column UNRANKED = functions.lit(null).cast(DataTypes.IntegerType);

  private final SparkSession session;
  private final List<TaskWork> works;
  private final List<RenderedFacts> facts;

  Candidates(SparkSession session, List<TaskWork> works, List<RenderedFacts> facts) {
    this.session = session;
    this.works = List.copyOf(works);
    this.facts = List.copyOf(facts);
  }

  /** Every record that was rendered, once for each use; nobody has asked for its rank. */
  Dataset<Row> records() {
    return examples().unionByName(prompts()).withColumn(RANK, UNRANKED);
  }

  /**
   * The records, some with their ranks among those of the table. Ranking sorts them, so where a
   * task gives all that it has, nobody should ask for it.
   *
   * @param wanted which tasks and uses are ranked: {@link #isOf} of these
   */
  static Dataset<Row> ranked(Dataset<Row> records, Column wanted) {
    Column rank =
        functions.row_number().over(Window.partitionBy(TASK, USE).orderBy(ORDER, EXAMPLE_ID));
    return records
        .where(wanted)
        .withColumn(RANK, rank)
        .unionByName(records.where(functions.not(wanted)).withColumn(RANK, UNRANKED));
  }

  /** Whether a record is one of the task's for that use. */
  static Column isOf(int task, Use use) {
    return functions.col(TASK).equalTo(task).and(isFor(use));
  }

  /** Whether a record is one for that use. */
  static Column isFor(Use use) {
    return functions.col(USE).equalTo(use.name());
  }

  /** Whether a record is among the first so many; one without a rank is. */
  static Column isAmongFirst(long records) {
    return functions.col(RANK).isNull().or(functions.col(RANK).leq(records));
  }

  private Dataset<Row> examples() {
    return union(
        EXAMPLES,
        this::exampleFiles,
        (work, table) ->
            table
                .where(functions.col(RenderedExample.PASS).equalTo(0))
                .where(covered(work, Use.TRAINING, Use.VALIDATION_LOSS))
                .select(
                    functions.lit(work.id()).as(TASK),
                    use(Use.TRAINING, Use.VALIDATION_LOSS).as(USE),
                    functions.col(ORDER),
                    functions.col(EXAMPLE_ID),
                    functions.col(TOKENS)));
  }

  private Dataset<Row> prompts() {
    return union(
        PROMPTS,
        this::promptFiles,
        (work, table) ->
            table
                .where(covered(work, Use.TEST_PROMPTS, Use.VALIDATION_PROMPTS))
                .select(
                    functions.lit(work.id()).as(TASK),
                    use(Use.TEST_PROMPTS, Use.VALIDATION_PROMPTS).as(USE),
                    functions.col(ORDER),
                    functions.col(EXAMPLE_ID),
                    functions.lit(0).as(TOKENS))
                .distinct());
  }

  /**
   * By what the records of the training split are compared: {@code task, example_id, order,
   * fingerprint_high, fingerprint_low}.
   */
  Dataset<Row> trainingFingerprints() {
    return union(
        EXAMPLES,
        this::exampleFiles,
        (work, table) ->
            onceEach(table)
                .select(
                    functions.lit(work.id()).as(TASK),
                    functions.col(EXAMPLE_ID),
                    functions.col(ORDER),
                    functions.col(RenderedExample.FINGERPRINT_HIGH).as(Duplicates.HIGH),
                    functions.col(RenderedExample.FINGERPRINT_LOW).as(Duplicates.LOW)));
  }

  /**
   * What the records of the training split say: {@code task, example_id, order, inputs, answer}.
   */
  Dataset<Row> trainingTexts() {
    return union(
        EXAMPLES,
        this::exampleFiles,
        (work, table) -> {
          List<String> names = SourceReader.textFields(work.task());
          List<Column> inputs = new ArrayList<>();
          for (String input : InputFields.of(work.task())) {
            inputs.add(functions.col(RenderedExample.FIELDS).getItem(names.indexOf(input)));
          }
          return onceEach(table)
              .select(
                  functions.lit(work.id()).as(TASK),
                  functions.col(EXAMPLE_ID),
                  functions.col(ORDER),
                  functions.array(inputs.toArray(Column[]::new)).as(INPUTS),
                  functions
                      .col(RenderedExample.FIELDS)
                      .getItem(names.indexOf(SelectedField.ANSWER))
                      .as(ANSWER));
        });
  }

  /**
   * What the records that are asked about say: {@code task, example_id, order, inputs, answer,
   * split, held_out}. Their answers are not compared.
   */
  Dataset<Row> evaluationTexts() {
    return union(
        PROMPTS,
        this::promptFiles,
        (work, table) ->
            table
                .where(functions.size(functions.col(INPUTS)).gt(0))
                .select(
                    functions.lit(work.id()).as(TASK),
                    functions.col(EXAMPLE_ID),
                    functions.col(ORDER),
                    functions.col(INPUTS),
                    functions.lit("").as(ANSWER),
                    functions.col(SPLIT),
                    functions.lit(work.role().heldOut()).as(HELD_OUT)));
  }

  private static Dataset<Row> onceEach(Dataset<Row> examples) {
    return examples
        .where(functions.col(RenderedExample.PASS).equalTo(0))
        .where(functions.col(RenderedExample.SPLIT).equalTo(PreparedFolder.TRAIN));
  }

  private interface OfTask {
    Dataset<Row> select(TaskWork work, Dataset<Row> table);
  }

  private interface FilesOf {
    List<String> paths(TaskWork work);
  }

  /** One table of all tasks; where there is no file at all, one without rows. */
  private Dataset<Row> union(StructType schema, FilesOf files, OfTask select) {
    TaskWork any = works.get(0);
    Dataset<Row> all = select.select(any, session.createDataFrame(List.of(), schema));
    for (TaskWork work : works) {
      List<String> paths = files.paths(work);
      if (!paths.isEmpty()) {
        Dataset<Row> table = session.read().schema(schema).parquet(paths.toArray(String[]::new));
        all = all.unionByName(select.select(work, table));
      }
    }
    return all;
  }

  private List<String> exampleFiles(TaskWork work) {
    return paths(work, BucketFacts.Files::examples, work.folder()::examples);
  }

  private List<String> promptFiles(TaskWork work) {
    return paths(work, BucketFacts.Files::prompts, work.folder()::prompts);
  }

  private List<String> paths(
      TaskWork work, Predicate<BucketFacts.Files> wanted, IntFunction<Path> file) {
    return facts.get(work.id()).bucketsWith(wanted).stream()
        .map(bucket -> file.apply(bucket).toString())
        .toList();
  }

  /** Beyond the place that every bucket came to, records may be missing. */
  private Column covered(TaskWork work, Use first, Use other) {
    RenderedFacts rendered = facts.get(work.id());
    return functions
        .col(ORDER)
        .leq(
            functions
                .when(isOf(first), functions.lit(rendered.coveredTo(first)))
                .otherwise(functions.lit(rendered.coveredTo(other))));
  }

  private static Column use(Use first, Use other) {
    return functions.when(isOf(first), first.name()).otherwise(other.name());
  }

  private static Column isOf(Use use) {
    return functions.col(SPLIT).equalTo(use.split());
  }
}
