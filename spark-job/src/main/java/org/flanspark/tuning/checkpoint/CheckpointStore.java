package org.flanspark.tuning.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.huggingface.FolderFiles;
import org.flanspark.tuning.huggingface.ModelDescription;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.WrittenFile;
import org.flanspark.tuning.model.Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run.
 *
 * <pre>
 * checkpoints/round-000012/
 *   config.json  model.safetensors     a model folder, of 32-bit floats
 *   state/moments.safetensors          what the optimizer remembers, or a file for each worker:
 *   state/moments-00000.safetensors
 *   state/velocity.safetensors         what the outer step remembers, where it does
 *   state/state.json                   the run's state; bytes and SHA-256 of every file above
 *   _SUCCESS                           SHA-256 of state.json; written last
 * </pre>
 */
public final class CheckpointStore {
  static final String STATE_FILE = "state/state.json";
  static final String MARKER = "_SUCCESS";

  private static final String FOLDER = "checkpoints";
  private static final Pattern ROUND = Pattern.compile("round-(\\d{6,9})");
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final FolderFiles checkpoints;
  private final Configuration hadoop;

  /** The checkpoints in a run's folder, which need not exist yet. */
  public CheckpointStore(Path runFolder, Configuration hadoop) {
    this.checkpoints = FolderFiles.of(new Path(runFolder, FOLDER), hadoop);
    this.hadoop = hadoop;
  }

  /**
   * Saves a round; what is left of an earlier try is deleted first.
   *
   * @param weights named as {@link org.flanspark.tuning.model.ParameterLayout} says
   * @param state writes the rest
   * @return what has been saved
   */
  public Checkpoint save(
      RunState run, ModelDescription model, Parameters weights, StateWriter state) {
    String name = name(run.round());
    delete(name);
    FolderFiles folder = checkpoints.folder(name);
    SavedState saved = state.write(folder);
    List<WrittenFile> written = new ArrayList<>(saved.files());
    written.addAll(ModelFolder.write(model, weights, folder.path(), hadoop));
    RunState withMoments = run.withMoments(saved.moments());
    StateFile stateFile = new StateFile(StateFile.FORMAT_VERSION, withMoments, written);
    WrittenFile writtenState = folder.writeJson(STATE_FILE, stateFile.toJson());
    folder.writeText(MARKER, writtenState.sha256());
    return new Checkpoint(folder, withMoments, ModelFolder.open(folder.path(), hadoop));
  }

  /**
   * The newest whole checkpoint. A broken one is passed over with a warning.
   *
   * @return empty where there is none
   */
  public Optional<Checkpoint> findLatest() {
    List<Integer> newestFirst = new ArrayList<>(rounds());
    Collections.reverse(newestFirst);
    for (int round : newestFirst) {
      try {
        return Optional.of(open(round));
      } catch (DataException e) {
        LOG.warn("Skipping a broken checkpoint: {}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * The checkpoint after a round.
   *
   * @throws DataException where there is none, or a file of it is missing, truncated or altered
   */
  public Checkpoint open(int round) {
    FolderFiles folder = checkpoints.folder(name(round));
    if (folder.list().isEmpty()) {
      throw new DataException(
          "Missing checkpoint %s, expected one of the rounds %s"
              .formatted(folder.path(), rounds()));
    }
    requireMarked(folder);
    StateFile state = state(folder);
    state.files().forEach(file -> requireUnaltered(file, folder));
    return new Checkpoint(folder, state.run(), ModelFolder.open(folder.path(), hadoop));
  }

  private static void requireMarked(FolderFiles folder) {
    if (!folder.has(MARKER)) {
      throw new DataException(
          "Cannot use checkpoint %s: it has no %s, so its saving did not end"
              .formatted(folder.path(), MARKER));
    }
    if (!folder.has(STATE_FILE)) {
      throw missing(STATE_FILE, folder);
    }
    String marked = new String(folder.read(MARKER), StandardCharsets.UTF_8);
    if (!folder.digest(STATE_FILE).sha256().equals(marked)) {
      throw altered(STATE_FILE, folder);
    }
  }

  private static void requireUnaltered(WrittenFile file, FolderFiles folder) {
    long length = folder.length(file.name()).orElseThrow(() -> missing(file.name(), folder));
    if (length != file.bytes()) {
      throw new DataException(
          "Cannot use checkpoint %s: %s has %s bytes, expected %s"
              .formatted(folder.path(), file.name(), length, file.bytes()));
    }
    if (!folder.digest(file.name()).equals(file)) {
      throw altered(file.name(), folder);
    }
  }

  private static DataException missing(String file, FolderFiles folder) {
    return new DataException(
        "Cannot use checkpoint %s: %s is missing".formatted(folder.path(), file));
  }

  private static DataException altered(String file, FolderFiles folder) {
    return new DataException(
        "Cannot use checkpoint %s: %s is not what was written (its SHA-256 is another)"
            .formatted(folder.path(), file));
  }

  /** Rounds that have a folder, whole or not, ascending. */
  public List<Integer> rounds() {
    List<Integer> rounds = new ArrayList<>();
    for (FileStatus entry : checkpoints.list()) {
      Matcher round = ROUND.matcher(entry.getPath().getName());
      if (entry.isDirectory() && round.matches()) {
        rounds.add(Integer.valueOf(round.group(1)));
      }
    }
    Collections.sort(rounds);
    return rounds;
  }

  /**
   * Deletes all but the newest checkpoints, and the best where it is to be kept; folders without a
   * marker do not count, and go when they are older than those that stay.
   */
  public void prune(Retention retention) {
    List<Integer> marked =
        rounds().stream().filter(round -> checkpoints.folder(name(round)).has(MARKER)).toList();
    if (marked.size() <= retention.last()) {
      return;
    }
    int oldestKept = marked.get(marked.size() - retention.last());
    Optional<Integer> best = retention.best() ? best(marked) : Optional.empty();
    for (int round : rounds()) {
      if (round < oldestKept && !best.equals(Optional.of(round))) {
        delete(name(round));
      }
    }
  }

  /** The one of the least validation loss; the earliest of equals. */
  private Optional<Integer> best(List<Integer> marked) {
    Map<Integer, Double> losses = new TreeMap<>();
    for (int round : marked) {
      try {
        Double loss =
            state(checkpoints.folder(name(round))).run().losses().get(RunState.VALIDATION);
        if (loss != null) {
          losses.put(round, loss);
        }
      } catch (DataException e) {
        LOG.warn("Passing over a checkpoint that cannot be compared: {}", e.getMessage());
      }
    }
    return losses.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static StateFile state(FolderFiles folder) {
    return StateFile.of(folder.readJson(STATE_FILE), folder.path(STATE_FILE).toString());
  }

  /**
   * Which checkpoints stay.
   *
   * @param last how many of the newest, at least 1
   * @param best whether the one of the least validation loss stays too
   */
  public record Retention(int last, boolean best) {
    public Retention {
      if (last < 1) {
        throw new IllegalArgumentException(
            "Invalid number of checkpoints to keep: %s, expected at least 1".formatted(last));
      }
    }
  }

  /** The marker goes first: what an interrupted deletion leaves must not pass for whole. */
  private void delete(String name) {
    checkpoints.folder(name).delete(MARKER);
    checkpoints.delete(name);
  }

  private static String name(int round) {
    return String.format(Locale.ROOT, "round-%06d", round);
  }
}
