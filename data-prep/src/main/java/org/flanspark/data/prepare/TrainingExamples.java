package org.flanspark.data.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.flanspark.data.packing.LengthLimit;
import org.flanspark.data.quarantine.Reason;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.template.Rendered;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;

/**
 * The station that renders and tokenizes what was drawn for training and for the validation loss.
 *
 * @param tasks the chosen tasks, by id
 * @param draws how often each record is drawn
 * @param tokenizer the executor's way to the tokenizer
 * @param templates how records are put into words
 */
record TrainingExamples(
    List<Task> tasks, Draws draws, TokenizerSource tokenizer, TrainingTemplates templates)
    implements Serializable {

  /** A drawn record with its place among the renderings. */
  private record Drawn(int id, Task task, String split, String exampleId, TaskRecord record) {}

  /** The examples of a table of {@link Records}, as rows of {@link TrainingExample#SCHEMA}. */
  Dataset<Row> of(Dataset<Row> records) {
    return records
        .where(
            functions
                .col(Records.REASON)
                .isNull()
                .and(
                    functions
                        .col(Records.SPLIT)
                        .isin(PreparedFolder.TRAIN, PreparedFolder.VALIDATION)))
        .flatMap((FlatMapFunction<Row, Row>) this::render, Records.encoder(TrainingExample.SCHEMA));
  }

  private Iterator<Row> render(Row row) {
    int id = row.getInt(row.fieldIndex(Records.TASK));
    String split = row.getString(row.fieldIndex(Records.SPLIT));
    String exampleId = row.getString(row.fieldIndex(Records.EXAMPLE_ID));
    long order = row.getLong(row.fieldIndex(Records.ORDER));
    Use use = split.equals(PreparedFolder.TRAIN) ? Use.TRAINING : Use.VALIDATION_LOSS;
    int times = draws.times(use, id, order, exampleId);
    List<Row> examples = new ArrayList<>();
    if (times > 0) {
      Task task = tasks.get(id);
      Drawn drawn = new Drawn(id, task, split, exampleId, Records.record(row, task));
      for (int pass = 0; pass < times; pass++) {
        examples.add(example(drawn, pass).toRow());
      }
    }
    return examples.iterator();
  }

  private TrainingExample example(Drawn drawn, int pass) {
    int template = templates.choose(drawn.task(), drawn.exampleId(), pass);
    Rendered rendered = TrainingTemplates.render(drawn.task(), template, drawn.record());
    if (rendered.input().isBlank()) {
      return rejected(drawn, template, pass, Reason.EMPTY_INPUT);
    }
    if (rendered.target().isBlank()) {
      return rejected(drawn, template, pass, Reason.EMPTY_TARGET);
    }
    Tokenizer open = tokenizer.open();
    TokenIds input = open.encode(rendered.input());
    TokenIds target = open.encode(rendered.target());
    Optional<LengthLimit.Fitted> fitted = tokenizer.limit().fit(input, target);
    return fitted
        .map(
            ids ->
                new TrainingExample(
                    drawn.split(),
                    shard(drawn.exampleId(), template, pass),
                    drawn.id(),
                    drawn.exampleId(),
                    template,
                    pass,
                    "",
                    rendered,
                    drawn.record().options(),
                    drawn.record().answer(),
                    drawn.record().references(),
                    ids.prompt(),
                    ids.target(),
                    input.length(),
                    target.length(),
                    ids.truncated()))
        .orElseGet(() -> rejected(drawn, template, pass, Reason.TOO_LONG));
  }

  private TrainingExample rejected(Drawn drawn, int template, int pass, Reason reason) {
    return TrainingExample.rejected(
        drawn.split(),
        shard(drawn.exampleId(), template, pass),
        drawn.id(),
        drawn.exampleId(),
        template,
        pass,
        reason.code(),
        CanonicalJson.of(drawn.task(), drawn.record()),
        drawn.record());
  }

  private int shard(String exampleId, int template, int pass) {
    return StableHash.below(tokenizer.packing().shards(), exampleId, template, pass);
  }
}
