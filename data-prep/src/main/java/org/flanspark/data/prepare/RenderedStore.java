package org.flanspark.data.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.flanspark.config.CapBy;
import org.flanspark.data.rendered.BucketFacts;
import org.flanspark.data.rendered.Bucketing;
import org.flanspark.data.rendered.RenderedFacts;
import org.flanspark.data.rendered.RenderedFolder;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.task.Task;

/**
 * The station that has every task's rendered examples: those that are there are used again, the
 * others are made, all in one pass over their sources.
 */
final class RenderedStore {
  private final List<Task> tasks;
  private final List<SourceFile> files;
  private final SourceReader reader;
  private final RecordCheck check;
  private final CapBy capBy;
  private final Rendering rendering;
  private final TokenizerSource tokenizer;
  private final Executors executors;
  private final Station station;

  RenderedStore(
      List<Task> tasks,
      List<SourceFile> files,
      SourceReader reader,
      RecordCheck check,
      CapBy capBy,
      Rendering rendering,
      TokenizerSource tokenizer,
      Executors executors,
      Station station) {
    this.tasks = tasks;
    this.files = files;
    this.reader = reader;
    this.check = check;
    this.capBy = capBy;
    this.rendering = rendering;
    this.tokenizer = tokenizer;
    this.executors = executors;
    this.station = station;
  }

  /** The facts of every task's rendered examples, which hold what is wanted of it. */
  List<RenderedFacts> obtain(List<TaskWork> works) {
    SortedMap<Integer, RenderedFacts> there = new TreeMap<>();
    List<TaskWork> missing = new ArrayList<>();
    for (TaskWork work : works) {
      Optional<RenderedFacts> facts = RenderedFacts.read(work.folder(), executors.settings());
      if (facts.filter(work.wanted()::isMetBy).isPresent()) {
        there.put(work.id(), facts.get());
      } else {
        missing.add(facts.map(old -> work.wanting(with(work, old))).orElse(work));
      }
    }
    if (!missing.isEmpty()) {
      there.putAll(render(missing));
    }
    station.done(
        "render",
        "%s tasks, %s used again".formatted(missing.size(), works.size() - missing.size()));
    return List.copyOf(there.values());
  }

  /** What was there for another mixture stays there: two that take turns do not undo each other. */
  private static Wanted with(TaskWork work, RenderedFacts old) {
    return work.wanted().or(Wanted.renderedIn(old));
  }

  private Map<Integer, RenderedFacts> render(List<TaskWork> works) {
    works.forEach(work -> clear(work.folder()));
    Set<Integer> wanted = works.stream().map(TaskWork::id).collect(Collectors.toSet());
    Dataset<Row> source =
        reader.read(files.stream().filter(file -> wanted.contains(file.task())).toList(), tasks);
    Map<Integer, List<BucketFacts>> buckets =
        new RenderedBuckets(works, rendering, tokenizer, executors.hadoop())
            .write(
                new JudgedRecords(tasks, places(works), check, capBy, rendering.seed()).of(source));
    Map<Integer, RenderedFacts> facts = new TreeMap<>();
    for (TaskWork work : works) {
      RenderedFacts rendered =
          new RenderedFacts(work.wanted().passes(), buckets.getOrDefault(work.id(), List.of()));
      rendered.write(work.folder(), executors.settings());
      facts.put(work.id(), rendered);
    }
    return facts;
  }

  private BucketPlaces places(List<TaskWork> works) {
    List<Bucketing> bucketing =
        new ArrayList<>(Collections.nCopies(tasks.size(), new Bucketing(0)));
    works.forEach(work -> bucketing.set(work.id(), work.bucketing()));
    return BucketPlaces.of(bucketing);
  }

  /** The facts go first, so that nothing half-made counts. */
  private void clear(RenderedFolder folder) {
    Configuration hadoop = executors.settings();
    try {
      FileSystem fileSystem = folder.folder().getFileSystem(hadoop);
      fileSystem.delete(folder.facts(), false);
      fileSystem.delete(folder.folder(), true);
      fileSystem.mkdirs(folder.folder());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder.path() + ": " + e.getMessage(), e);
    }
  }
}
