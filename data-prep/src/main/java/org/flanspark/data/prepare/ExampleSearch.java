package org.flanspark.data.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.packing.MarkedTokens;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.EvaluationRow;
import org.flanspark.data.shard.ExampleRow;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PackedRow;
import org.flanspark.data.shard.ParquetShard;
import org.flanspark.data.shard.ParquetShardReader;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.shard.QuarantinedRow;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.jspecify.annotations.Nullable;

/** {@code prepare --explain}: one example at every station of prepared data. */
public final class ExampleSearch {
  private final PreparedFolder folder;
  private final Configuration hadoop;
  private final Manifest manifest;
  private final Tokenizer tokenizer;
  private final Consumer<String> lines;

  /**
   * @param endOfSequence {@code tokenizer.end-of-sequence}
   * @param lines take what is found
   * @throws DataException where the folder is missing or not whole
   */
  public ExampleSearch(
      PreparedFolder folder,
      @Nullable String endOfSequence,
      Configuration hadoop,
      Consumer<String> lines) {
    this.folder = folder;
    this.hadoop = hadoop;
    this.manifest = ManifestFile.read(folder, hadoop);
    this.tokenizer =
        Tokenizers.shared(TokenizerFiles.read(folder.tokenizer(), hadoop), endOfSequence);
    this.lines = lines;
  }

  /**
   * Shows the example at every station that it came to.
   *
   * @throws DataException where none knows it
   */
  public void explain(String exampleId) {
    TaskFacts task = task(exampleId);
    boolean found = rendered(exampleId, task);
    found |= leftOut(exampleId, task);
    found |= asked(exampleId);
    if (!found) {
      throw new DataException(
          "Unknown example '%s' in %s: it was not drawn, or no record has this id; task %s has %s examples in packed rows"
              .formatted(exampleId, folder.root(), task.name(), task.rendered()));
    }
  }

  private TaskFacts task(String exampleId) {
    String name = exampleId.contains("/") ? exampleId.substring(0, exampleId.indexOf('/')) : "";
    return manifest.tasks().stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "Invalid example '%s', expected task/split/hash with one of the tasks %s"
                        .formatted(
                            exampleId, manifest.tasks().stream().map(TaskFacts::name).toList())));
  }

  private boolean rendered(String exampleId, TaskFacts task) {
    boolean found = false;
    for (String split : List.of(PreparedFolder.TRAIN, PreparedFolder.VALIDATION)) {
      for (Path file : files(folder.examples(split), task.name() + "-")) {
        try (ParquetShardReader<ExampleRow> rows =
            new ParquetShardReader<>(file, hadoop, ExampleRow.TABLE)) {
          while (rows.hasNext()) {
            ExampleRow row = rows.next();
            if (row.exampleId().equals(exampleId)) {
              show(row);
              found = true;
            }
          }
        }
      }
    }
    return found;
  }

  private void show(ExampleRow row) {
    lines.accept(
        "record     task %s, cluster %s, split %s, licence %s"
            .formatted(row.task(), row.cluster(), row.split(), row.licence()));
    lines.accept("answer     %s%s".formatted(row.answer(), options(row.options())));
    lines.accept(
        "template   %s%s, %s exemplars, pass %s"
            .formatted(
                row.template(),
                row.turnedAround() ? " (turned around)" : "",
                row.shots(),
                row.pass()));
    lines.accept("input      " + indented(row.input()));
    lines.accept("target     " + indented(row.target()));
    packed(row);
  }

  private void packed(ExampleRow row) {
    PackedFacts facts = manifest.packed().get(row.split());
    if (facts == null) {
      return;
    }
    int shard =
        ShardPlan.of(facts.rowsByShard().size()).of(row.exampleId(), row.template(), row.pass());
    Path file = PreparedFolder.shard(folder.packed(row.split()), shard);
    List<PackedRow> rows = ParquetShard.readAll(file, hadoop, PackedRow.TABLE);
    for (int i = 0; i < rows.size(); i++) {
      PackedRow packed = rows.get(i);
      int at = i;
      IntStream.range(0, packed.exampleIds().size())
          .filter(segment -> packed.exampleIds().get(segment).equals(row.exampleId()))
          .forEach(segment -> segment(packed, shard, at, segment));
    }
  }

  private void segment(PackedRow row, int shard, int place, int segment) {
    int from = row.seqLengths().subList(0, segment).stream().mapToInt(Integer::intValue).sum();
    int to = from + row.seqLengths().get(segment);
    TokenIds labels = row.labels().slice(from, to);
    long counted =
        IntStream.range(0, labels.length())
            .filter(i -> labels.at(i) != TokenIds.NOT_COUNTED)
            .count();
    lines.accept(
        "packed     shard %s, row %s, segment %s: positions %s to %s, %s tokens, %s of them counted"
            .formatted(shard, place, segment, from, to - 1, to - from, counted));
    lines.accept(
        "tokens     " + MarkedTokens.of(row.inputIds().slice(from, to), labels, tokenizer));
  }

  private boolean leftOut(String exampleId, TaskFacts task) {
    boolean found = false;
    for (Path stage : files(folder.quarantine(), "stage=")) {
      for (Path file : files(stage, task.name() + "-")) {
        for (QuarantinedRow row : ParquetShard.readAll(file, hadoop, QuarantinedRow.TABLE)) {
          if (row.record().startsWith(exampleId + ": ")) {
            lines.accept("left out   %s: %s".formatted(row.reason(), row.record()));
            found = true;
          }
        }
      }
    }
    return found;
  }

  private boolean asked(String exampleId) {
    boolean found = false;
    for (String split : List.of(PreparedFolder.VALIDATION, PreparedFolder.TEST)) {
      for (Path file : files(folder.evaluation(split), "shard-")) {
        for (EvaluationRow row : read(file, exampleId)) {
          lines.accept(
              "prompt     %s, template %s, %s exemplars asked for, split %s%s"
                  .formatted(
                      row.style(),
                      row.template(),
                      row.shots(),
                      split,
                      row.heldOut() ? ", of a held-out cluster" : ""));
          lines.accept(
              "tokens     "
                  + MarkedTokens.of(row.promptIds(), notCounted(row.promptIds()), tokenizer));
          lines.accept("references %s%s".formatted(row.references(), options(row.options())));
          found = true;
        }
      }
    }
    return found;
  }

  private List<EvaluationRow> read(Path file, String exampleId) {
    List<EvaluationRow> rows = new ArrayList<>();
    try (ParquetShardReader<EvaluationRow> reader =
        new ParquetShardReader<>(file, hadoop, EvaluationRow.TABLE)) {
      while (reader.hasNext()) {
        EvaluationRow row = reader.next();
        if (row.exampleId().equals(exampleId)) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static TokenIds notCounted(TokenIds ids) {
    int[] labels = new int[ids.length()];
    Arrays.fill(labels, TokenIds.NOT_COUNTED);
    return TokenIds.of(labels);
  }

  private static String options(List<String> options) {
    return options.isEmpty() ? "" : ", of the options " + String.join(" | ", options);
  }

  private static String indented(String text) {
    return text.replace("\n", "\n           ");
  }

  /** The files and folders of a folder whose names begin so; none where it is not there. */
  private List<Path> files(Path parent, String prefix) {
    try {
      FileSystem fileSystem = parent.getFileSystem(hadoop);
      return fileSystem.exists(parent)
          ? Arrays.stream(fileSystem.listStatus(parent))
              .map(FileStatus::getPath)
              .filter(path -> path.getName().startsWith(prefix) && !path.getName().endsWith(".crc"))
              .sorted()
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + parent + ": " + e.getMessage(), e);
    }
  }
}
