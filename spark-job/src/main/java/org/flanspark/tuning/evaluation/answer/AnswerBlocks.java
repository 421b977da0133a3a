package org.flanspark.tuning.evaluation.answer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.types.DataTypes;

/**
 * The blocks of answers that a job is to make.
 *
 * @param places of the sets' blocks among those that are missing
 * @param files of the missing blocks
 */
record AnswerBlocks(Map<PromptSet.Name, Places> places, List<String> files)
    implements Serializable {
  /** The column that says which of the missing blocks a prompt is answered in. */
  static final String BLOCK = "block";

  /** Stands for a block that is there. */
  private static final int NONE = -1;

  /**
   * Where one set's blocks stand among the missing ones.
   *
   * @param numbers of its blocks; {@link #NONE} where the answers are there
   */
  record Places(PromptSet set, List<Integer> numbers) implements Serializable {
    Places {
      numbers = List.copyOf(numbers);
    }
  }

  AnswerBlocks {
    places = Map.copyOf(places);
    files = List.copyOf(files);
  }

  /** What is missing in these folders. */
  static AnswerBlocks missing(List<AnswerFolder> folders, Configuration hadoop) {
    Map<PromptSet.Name, Places> places = new HashMap<>();
    List<String> files = new ArrayList<>();
    for (AnswerFolder folder : folders) {
      List<Integer> numbers = new ArrayList<>(Collections.nCopies(folder.set().blocks(), NONE));
      for (int block : folder.missing(hadoop)) {
        numbers.set(block, files.size());
        files.add(folder.block(block).toString());
      }
      places.put(folder.set().name(), new Places(folder.set(), numbers));
    }
    return new AnswerBlocks(places, files);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  int count() {
    return files.size();
  }

  Path file(int block) {
    return new Path(files.get(block));
  }

  /** The prompts whose answers are missing, with their {@link #BLOCK}. */
  Dataset<Row> of(Dataset<Row> prompts) {
    Column block =
        udf(
                (UDF6<String, String, String, Integer, String, Integer, Integer>) this::block,
                DataTypes.IntegerType)
            .apply(
                col(PromptRows.SPLIT),
                col(PromptRows.TASK),
                col(PromptRows.STYLE),
                col(PromptRows.SHOTS),
                col(PromptRows.EXAMPLE_ID),
                col(PromptRows.TEMPLATE));
    return prompts.withColumn(BLOCK, block).filter(col(BLOCK).notEqual(NONE));
  }

  private int block(
      String split, String task, String style, int shots, String exampleId, int template) {
    Places found = places.get(new PromptSet.Name(split, task, style, shots));
    if (found == null) {
      throw new IllegalStateException("Missing set of prompt %s of %s".formatted(exampleId, split));
    }
    return found.numbers().get(found.set().blockOf(exampleId, template));
  }
}
