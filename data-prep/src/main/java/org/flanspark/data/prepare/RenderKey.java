package org.flanspark.data.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flanspark.config.RunConfig;
import org.flanspark.data.rendered.Bucketing;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.StableHash;
import org.flanspark.data.task.Task;

/**
 * What a task's rendered examples are made of, as a name for them: the task's data and file, the
 * tokenizer, the program, and the settings that the examples depend on. How many are drawn, what is
 * held out and how rows are packed are not among them.
 */
final class RenderKey {
  /**
   * Raised when rendered examples of the version before could be misread, or are made otherwise.
   */
  private static final int FORMAT_VERSION = 4;

  private static final int DIGITS = 16;

  private static final List<String> SETTINGS =
      List.of(
          "mixture.cap-by",
          "mixture.templates",
          "mixture.templates-per-task",
          "mixture.template-choice",
          "mixture.shots",
          "mixture.option-order",
          "mixture.seed",
          "packing.row-length",
          "packing.max-input",
          "packing.max-target",
          "packing.too-long",
          "evaluation.shots",
          "evaluation.max-new-tokens");

  private RenderKey() {}

  /**
   * The key of one task.
   *
   * @param inputs the digests of the task's own files
   */
  static String of(
      Task task,
      List<Manifest.InputDigest> inputs,
      Bucketing bucketing,
      ManifestDraft draft,
      boolean keepsCopies) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("format", FORMAT_VERSION);
    parts.put("versions", new TreeMap<>(draft.versions()).toString());
    parts.put("task", task.digest());
    parts.put("splits", task.splits().toString());
    parts.put("inputs", new ArrayList<>(inputs).toString());
    parts.put("tokenizer", draft.tokenizer().toString());
    parts.put("buckets", bucketing.count());
    parts.put("copies", keepsCopies);
    settings(draft.config(), parts);
    String json = CanonicalJson.of(parts);
    return StableHash.hexadecimal(json.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }

  private static void settings(RunConfig config, Map<String, Object> parts) {
    JsonNode tree = config.toTree();
    for (String key : SETTINGS) {
      parts.put(key, tree.at("/" + key.replace('.', '/')).toString());
    }
  }
}
