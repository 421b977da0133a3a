package org.flanspark.kubernetes.mock;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the paths of a container lie on this machine: the image's, and those of its volumes. */
final class ContainerPaths {
  private final Map<String, Path> places;
  private final Pattern anyPlace;

  /**
   * Knows these, and leaves other paths as they are.
   *
   * @param places by path in the container; a longer one counts before those that it begins with
   */
  ContainerPaths(Map<String, Path> places) {
    this.places = Map.copyOf(places);
    String alternatives =
        places.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    // Whole paths alone: /data is none of /var/data, and none of /database.
    this.anyPlace = Pattern.compile("(?:(?<=://)|(?<![\\w/.-]))(" + alternatives + ")(?![\\w.-])");
  }

  ContainerPaths with(Map<String, Path> more) {
    Map<String, Path> all = new LinkedHashMap<>(places);
    all.putAll(more);
    return new ContainerPaths(all);
  }

  /** A text with each path of the container in it as this machine has it. */
  String here(String text) {
    return anyPlace
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(places.get(found.group(1)).toString()));
  }
}
