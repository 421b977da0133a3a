package org.flanspark.data.sample;

import java.util.List;

/**
 * A countable thing, what several are called, and what they are.
 *
 * @param kind the wider word, in the plural
 */
record Kinds(String one, String several, String kind) {
  static final List<Kinds> ALL =
      List.of(
          new Kinds("pear", "pears", "fruit"),
          new Kinds("plum", "plums", "fruit"),
          new Kinds("cherry", "cherries", "fruit"),
          new Kinds("hen", "hens", "birds"),
          new Kinds("duck", "ducks", "birds"),
          new Kinds("gull", "gulls", "birds"),
          new Kinds("rose", "roses", "flowers"),
          new Kinds("lily", "lilies", "flowers"),
          new Kinds("hammer", "hammers", "tools"),
          new Kinds("saw", "saws", "tools"),
          new Kinds("chair", "chairs", "furniture"),
          new Kinds("table", "tables", "furniture"));
}
