package org.flanspark.tuning.evaluation.answer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The sets that prompts come in, with what is in them. */
public final class PromptSets {
  private static final int DIGEST_BITS = 256;
  private static final String DIGEST = "digest";
  private static final String PROMPTS = "prompts";

  private PromptSets() {}

  /** In {@link PromptSet#ORDER}. */
  public static List<PromptSet> of(Dataset<Row> prompts) {
    return prompts
        .withColumn(DIGEST, sha2(to_json(struct(content(prompts))), DIGEST_BITS))
        .groupBy(PromptRows.SPLIT, PromptRows.TASK, PromptRows.STYLE, PromptRows.SHOTS)
        .agg(
            count(lit(1)).as(PROMPTS),
            sha2(concat_ws("", sort_array(collect_list(col(DIGEST)))), DIGEST_BITS).as(DIGEST))
        .collectAsList()
        .stream()
        .map(PromptSets::set)
        .sorted(PromptSet.ORDER)
        .toList();
  }

  /** Nothing that is answered depends on what was held out of training. */
  private static Column[] content(Dataset<Row> prompts) {
    return Arrays.stream(prompts.columns())
        .filter(column -> !column.equals(PromptRows.HELD_OUT))
        .sorted()
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private static PromptSet set(Row row) {
    return new PromptSet(
        row.getAs(PromptRows.SPLIT),
        row.getAs(PromptRows.TASK),
        row.getAs(PromptRows.STYLE),
        row.<Integer>getAs(PromptRows.SHOTS),
        row.<Long>getAs(PROMPTS),
        row.getAs(DIGEST));
  }
}
