package org.flanspark.tuning.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The numbers of Python's libraries: src/test/resources/metric/README.md. */
final class Vectors {
  private Vectors() {}

  static JsonNode metrics(String name) {
    return read("metrics.json").get(name);
  }

  static JsonNode rouge() {
    return read("rouge.json");
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode read(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/metric/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
