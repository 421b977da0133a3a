package org.flanspark.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The mixtures that the program ships, among them every split of the paper: keys of the
 * configuration's {@code mixture} section under a name.
 */
public final class NamedMixtures {
  private static final String FOLDER = "mixtures/";
  private static final String INDEX = FOLDER + "index.txt";

  private NamedMixtures() {}

  /** Their names, in a reader's order. */
  public static List<String> names() {
    return resource(INDEX).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The text of one, with the comment that says what it is. */
  public static String text(String name) {
    return resource(FOLDER + name + ".yaml");
  }

  /** The keys of one; nothing, and a problem, where there is none of that name. */
  static Optional<ObjectNode> read(String name, Problems problems) {
    if (!names().contains(name)) {
      problems.add("Invalid mixture.named: " + KeyNames.unknown("mixture", name, names()));
      return Optional.empty();
    }
    try {
      JsonNode keys = ConfigTree.parse(text(name));
      return Optional.of((ObjectNode) keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot parse mixture " + name, e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = NamedMixtures.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + name, e);
    }
  }
}
