package org.flanspark.tuning.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.PackedFacts;
import org.flanspark.data.shard.ManifestFile;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.huggingface.FolderFiles;

/**
 * Shards and their manifest, known to be what the configuration asks for.
 *
 * @param folder where it lies
 * @param manifest what it holds
 */
public record PreparedShards(PreparedFolder folder, Manifest manifest) {
  /**
   * The settings that decide what is prepared. {@code data.root} and {@code data.tasks} are not
   * among them, since data is prepared in one place and used in another.
   */
  private static final List<String> KEYS =
      List.of("data.limit", "data.splits", "mixture.*", "packing.*", "tokenizer.end-of-sequence");

  /**
   * The data in {@code output.prepared}.
   *
   * @throws DataException where it is missing or not whole
   * @throws ConfigException where it was prepared with other settings, naming the keys
   */
  public static PreparedShards open(RunConfig config, Configuration hadoop) {
    PreparedFolder folder = new PreparedFolder(config.output().prepared());
    Manifest manifest = ManifestFile.read(folder, hadoop);
    List<String> problems = new ArrayList<>();
    for (String key : KEYS) {
      compare(key, manifest.settings(), config.toTree(), problems);
    }
    compareTokenizer(config, manifest, hadoop).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new ConfigException(
          "Cannot use prepared data %s: it was prepared with other settings: %s; run prepare again, or set them back"
              .formatted(folder.root(), String.join("; ", problems)));
    }
    return new PreparedShards(folder, manifest);
  }

  /**
   * The rows of each training shard, in shard order.
   *
   * @throws DataException where there is none
   */
  public List<Long> trainingRows() {
    return rows(PreparedFolder.TRAIN)
        .orElseThrow(
            () ->
                new DataException(
                    "Cannot train on prepared data %s: it has no training rows"
                        .formatted(folder.root())));
  }

  /** The rows of each validation shard, in shard order; empty where there is none. */
  public Optional<List<Long>> validationRows() {
    return rows(PreparedFolder.VALIDATION);
  }

  /** The names of the tasks, by index. */
  public List<String> taskNames() {
    return manifest.tasks().stream().map(Manifest.TaskFacts::name).toList();
  }

  private Optional<List<Long>> rows(String split) {
    return Optional.ofNullable(manifest.packed().get(split))
        .filter(packed -> packed.rows() > 0)
        .map(PackedFacts::rowsByShard);
  }

  private static void compare(String key, JsonNode before, JsonNode now, List<String> problems) {
    String section = key.substring(0, key.indexOf('.'));
    String name = key.substring(key.indexOf('.') + 1);
    if (!name.equals("*")) {
      compareValue(key, before.at("/" + section), now.at("/" + section), problems);
      return;
    }
    Iterator<Map.Entry<String, JsonNode>> settings = now.at("/" + section).fields();
    while (settings.hasNext()) {
      String found = section + "." + settings.next().getKey();
      compareValue(found, before.at("/" + section), now.at("/" + section), problems);
    }
  }

  private static void compareValue(
      String key, JsonNode before, JsonNode now, List<String> problems) {
    String name = key.substring(key.indexOf('.') + 1);
    JsonNode old = before.path(name);
    if (!(old instanceof MissingNode) && !text(old).equals(text(now.path(name)))) {
      problems.add("%s was %s, is %s".formatted(key, text(old), text(now.path(name))));
    }
  }

  /** As a person writes it; numbers of any width alike. */
  private static String text(JsonNode value) {
    return value instanceof ArrayNode list
        ? StreamSupport.stream(list.spliterator(), false)
            .map(PreparedShards::text)
            .collect(Collectors.joining(", ", "[", "]"))
        : value.asText();
  }

  /** The file need not be there: the prepared folder holds a copy. */
  private static Optional<String> compareTokenizer(
      RunConfig config, Manifest manifest, Configuration hadoop) {
    Path file = new Path(config.tokenizer().file());
    Path parent = file.getParent() == null ? new Path(".") : file.getParent();
    FolderFiles files = FolderFiles.of(parent, hadoop);
    if (!files.has(file.getName())
        || files.digest(file.getName()).sha256().equals(manifest.tokenizer().digest())) {
      return Optional.empty();
    }
    return Optional.of("tokenizer.file %s is another tokenizer".formatted(file));
  }
}
