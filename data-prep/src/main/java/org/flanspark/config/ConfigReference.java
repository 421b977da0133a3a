package org.flanspark.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The configuration's page: every section and key with default and meaning, as a valid file. */
public final class ConfigReference {
  private static final int COMMENT_COLUMN = 34;

  private ConfigReference() {}

  /** YAML with comments, made from the records themselves. */
  public static String yaml() {
    List<String> lines = new ArrayList<>();
    lines.add("# Every section and key, its default, its unit. A run's file names what differs.");
    lines.add(
        "# ${date} (the --date argument) and ${env:NAME} are substituted in values, which are");
    lines.add(
        "# logged and saved: secrets are refused, in addresses and by their variables' names.");
    for (RecordComponent section : RunConfig.class.getRecordComponents()) {
      lines.add("");
      lines.add(KeyNames.kebabCase(section.getName()) + ":");
      for (RecordComponent key : section.getType().getRecordComponents()) {
        lines.add(line(key));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String line(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    String key = "  " + KeyNames.kebabCase(component.getName()) + ": " + setting.value();
    if (setting.says().isEmpty()) {
      return key;
    }
    int gap = Math.max(1, COMMENT_COLUMN - key.length());
    return key + " ".repeat(gap) + "# " + setting.says();
  }
}
