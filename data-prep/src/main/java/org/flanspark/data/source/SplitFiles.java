package org.flanspark.data.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskSource;

/**
 * Finds the files of one split: the one that the task file states, {@code <split>.<format>}, or
 * where that is missing, the layouts of Hugging Face exports, whose names say the format.
 *
 * <pre>
 * train.jsonl  train.json  train.csv  train.tsv  train.parquet     text also as .gz, .bz2, .zst
 * train-00000-of-00002.parquet  train-00001-of-00002.parquet       the others' formats likewise
 * data/train-00000-of-00001.parquet                                either of these, a folder below
 * </pre>
 */
final class SplitFiles {
  private static final String SHARD = "(?:-(?<number>\\d+)-of-(?<total>\\d+)(?:-[0-9a-f]+)?)?";
  private static final String ENDING =
      "\\.(?<format>parquet|(?:jsonl|json|csv|tsv)(?:\\.(?:gz|bz2|zst))?)";
  private static final String BELOW = "data";

  private final String task;
  private final TaskSource source;
  private final String split;
  private final Path folder;
  private final Configuration hadoop;
  private final FileSystem files;

  /**
   * What was found.
   *
   * @param format as {@link SourceFormat} names it
   * @param name of the file, or of the folder that holds the parts, relative to the task's
   * @param parts the files that hold records, in order of their names
   */
  record Found(String format, String name, List<FileStatus> parts) {}

  /** Files that make up one split together: their name with the shards' numbers left out. */
  private record Layout(String folder, String name, String ending, int shards)
      implements Comparable<Layout> {
    @Override
    public int compareTo(Layout other) {
      return name.compareTo(other.name);
    }
  }

  private SplitFiles(Task task, String split, Path folder, Configuration hadoop)
      throws IOException {
    this.task = task.name();
    this.source = task.source();
    this.split = split;
    this.folder = folder;
    this.hadoop = hadoop;
    this.files = folder.getFileSystem(hadoop);
  }

  /**
   * The files of a split.
   *
   * @throws DataException where there is none, more than one layout of them, or a part is missing
   */
  static Found find(Task task, String split, String root, Configuration hadoop) {
    Path folder = new Path(root, task.source().path());
    try {
      return new SplitFiles(task, split, folder, hadoop).find();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private Found find() throws IOException {
    String stated = split + "." + source.format();
    List<FileStatus> parts = parts(new Path(folder, stated));
    return parts.isEmpty() ? export() : new Found(source.format(), stated, parts);
  }

  private Found export() throws IOException {
    Map<Layout, List<FileStatus>> layouts = new TreeMap<>();
    collect("", layouts);
    collect(BELOW, layouts);
    if (layouts.size() > 1) {
      throw new DataException(
          "Invalid data of task %s: split %s lies in %s as %s; keep one of them, or name it %s.%s"
              .formatted(
                  task,
                  split,
                  folder,
                  String.join(" and as ", layouts.keySet().stream().map(Layout::name).toList()),
                  split,
                  source.format()));
    }
    Map.Entry<Layout, List<FileStatus>> only =
        layouts.entrySet().stream().findFirst().orElseThrow(this::missing);
    return found(only.getKey(), only.getValue());
  }

  private Found found(Layout layout, List<FileStatus> parts) throws IOException {
    if (layout.shards() > 0 && layout.shards() != parts.size()) {
      throw new DataException(
          "Missing data of task %s: %s files of %s in %s, expected %s"
              .formatted(task, parts.size(), layout.name(), folder, layout.shards()));
    }
    List<FileStatus> sorted = parts.stream().sorted().toList();
    String name = layout.shards() > 0 ? layout.folder() : layout.name();
    return new Found(format(layout, sorted.get(0)), name, sorted);
  }

  private String format(Layout layout, FileStatus first) throws IOException {
    try {
      return TextFiles.format(layout.ending(), first, hadoop);
    } catch (DataException e) {
      throw new DataException("Invalid data of task %s: %s".formatted(task, e.getMessage()), e);
    }
  }

  private void collect(String below, Map<Layout, List<FileStatus>> layouts) throws IOException {
    Path place = below.isEmpty() ? folder : new Path(folder, below);
    Pattern wanted = Pattern.compile(Pattern.quote(split) + SHARD + ENDING);
    for (FileStatus file : list(place)) {
      Matcher name = wanted.matcher(file.getPath().getName());
      if (name.matches()) {
        layouts
            .computeIfAbsent(layout(below, name), layout -> new ArrayList<>())
            .addAll(parts(file.getPath()));
      }
    }
    layouts.values().removeIf(List::isEmpty);
  }

  private Layout layout(String below, Matcher name) {
    Optional<String> total = Optional.ofNullable(name.group("total"));
    String ending = name.group("format");
    return new Layout(
        below,
        (below.isEmpty() ? "" : below + "/")
            + split
            + total.map("-*-of-%s"::formatted).orElse("")
            + "."
            + ending,
        ending,
        total.map(Integer::parseInt).orElse(0));
  }

  private DataException missing() {
    String stated = split + "." + source.format();
    return new DataException(
        "Missing data of task %s: %s, nor as .jsonl, .json, .csv or .tsv (also .gz, .bz2, .zst), .parquet, %s-00000-of-00001.parquet or %s/%s-00000-of-00001.parquet"
            .formatted(task, new Path(folder, stated), split, BELOW, split));
  }

  private FileStatus[] list(Path place) throws IOException {
    try {
      return files.listStatus(place);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  /** A file, or what a folder holds that Spark wrote. */
  private List<FileStatus> parts(Path path) throws IOException {
    if (!files.exists(path)) {
      return List.of();
    }
    FileStatus status = files.getFileStatus(path);
    if (status.isFile()) {
      return List.of(status);
    }
    return Arrays.stream(files.listStatus(path))
        .filter(FileStatus::isFile)
        .filter(part -> !part.getPath().getName().matches("[_.].*"))
        .sorted()
        .toList();
  }
}
