package org.flanspark.tuning.nightly;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelExport;
import org.flanspark.tuning.training.RunFolder;

/** {@code nights/}: a run folder for each night, with {@code night.json} and a summary. */
final class Nights {
  static final String FOLDER = "nights";
  static final String FILE = "night.json";
  static final String SUMMARY = "summary.txt";

  private static final String IN_SERVICE = "in-service";

  /** What tells of a night when its run is deleted. */
  private static final Set<String> HISTORY =
      Set.of(FILE, SUMMARY, RunFolder.SETTINGS, "report.html", "report.json", "outcome.json");

  private final FolderFiles files;
  private final Configuration hadoop;

  Nights(Path folder, Configuration hadoop) {
    this.files = FolderFiles.of(new Path(folder, FOLDER), hadoop);
    this.hadoop = hadoop;
  }

  /** The run of a night. */
  Path run(String night) {
    return files.path(night);
  }

  /** What is known of a night; nothing where it never began. */
  Optional<Night> read(String night) {
    FolderFiles folder = files.folder(night);
    return folder.has(FILE)
        ? Optional.of(NightlyJson.read(folder.read(FILE), Night.class, folder.path(FILE)))
        : Optional.empty();
  }

  void write(Night night) {
    Replacement.write(files.folder(night.night()).path(FILE), NightlyJson.bytes(night), hadoop);
  }

  /** The answers of the model that was in service then. */
  Path inService(String night) {
    return new Path(run(night), IN_SERVICE);
  }

  /** What a night that has ended says of itself. */
  Optional<String> readSummary(String night) {
    FolderFiles folder = files.folder(night);
    return folder.has(SUMMARY)
        ? Optional.of(new String(folder.read(SUMMARY), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  void writeSummary(String night, String text) {
    Replacement.write(
        files.folder(night).path(SUMMARY), text.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  void deleteSummary(String night) {
    files.folder(night).delete(SUMMARY);
  }

  /** All that began, the earliest first. */
  List<Night> all() {
    return files.list().stream()
        .filter(FileStatus::isDirectory)
        .map(entry -> entry.getPath().getName())
        .sorted()
        .flatMap(night -> read(night).stream())
        .toList();
  }

  /**
   * Deletes what a night that was not decided upon has left, to begin it again. Its file stays:
   * whoever comes after a deletion that was cut short learns from it that the rest is of other
   * data.
   */
  void clear(String night) {
    deleteAllBut(Set.of(FILE), files.folder(night));
  }

  /**
   * Deletes the runs of all but the last nights that had any.
   *
   * @param needed nights whose runs stay in any case
   */
  void prune(int keepLast, List<String> needed) {
    List<String> nights =
        all().stream()
            .filter(night -> night.outcome() != NightOutcome.NOTHING_NEW)
            .map(Night::night)
            .toList();
    nights.subList(0, Math.max(0, nights.size() - keepLast)).stream()
        .filter(night -> !needed.contains(night))
        .forEach(this::deleteRun);
  }

  private void deleteRun(String night) {
    ModelExport.unmark(new RunFolder(run(night)).model(), hadoop);
    deleteAllBut(HISTORY, files.folder(night));
  }

  private static void deleteAllBut(Set<String> kept, FolderFiles folder) {
    folder.list().stream()
        .map(entry -> entry.getPath().getName())
        .filter(name -> !kept.contains(name))
        .forEach(folder::delete);
  }
}
