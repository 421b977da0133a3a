package org.flanspark.tuning.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.StableHash;

/** A short name for settings, alike where the settings are. */
final class SettingsDigest {
  private static final int DIGITS = 10;

  private SettingsDigest() {}

  /** Of some sections of a configuration, and of what else counts. */
  static String of(RunConfig config, List<String> sections, String... more) {
    JsonNode tree = config.toTree();
    MessageDigest digest = StableHash.sha256();
    sections.forEach(section -> update(digest, section + "=" + tree.path(section)));
    for (String text : more) {
      update(digest, text);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static void update(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
