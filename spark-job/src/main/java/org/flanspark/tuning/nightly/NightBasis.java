package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.StableHash;

/**
 * What decides what comes out of a night, as digests.
 *
 * @param inputs of all source files, task files and the tokenizer
 * @param settings that a model and its answers follow from
 * @param start what training starts from: {@code base}, or the digest of the model in service
 */
record NightBasis(String inputs, String settings, String start) {
  static final String BASE = "base";

  /** Where things go, and when, changes nothing of them. */
  private static final List<String> OTHER_SECTIONS =
      List.of("output", "execution", "checkpoint", "nightly");

  /**
   * Of a night.
   *
   * @param config as its user has it: that the night trains from the model in service says {@code
   *     start}
   */
  static NightBasis of(Manifest manifest, RunConfig config, String start) {
    return new NightBasis(inputs(manifest), settings(config), start);
  }

  /** Whether the same data was at hand, under the same settings. */
  boolean hasDataOf(NightBasis other) {
    return inputs.equals(other.inputs) && settings.equals(other.settings);
  }

  /** Files by their names alone, in the order of their tasks: folders may be named by the day. */
  private static String inputs(Manifest manifest) {
    return digest(
        manifest.inputs().stream()
            .map(input -> name(input.path()) + " " + input.sha256())
            .collect(Collectors.joining("\n", manifest.tokenizer().digest() + "\n", "\n")));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf(Path.SEPARATOR_CHAR) + 1);
  }

  private static String settings(RunConfig config) {
    ObjectNode tree = config.toTree();
    tree.remove(OTHER_SECTIONS);
    // The inputs themselves are digested, wherever they lie.
    ((ObjectNode) tree.path("data")).remove(List.of("root", "tasks"));
    ((ObjectNode) tree.path("tokenizer")).remove("file");
    return digest(tree.toString());
  }

  private static String digest(String text) {
    return StableHash.hexadecimal(text.getBytes(StandardCharsets.UTF_8));
  }
}
