package org.flanspark.tuning.nightly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.flanspark.data.shard.DataException;

/** How this package's files are written and read. */
final class NightlyJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A later version may write more than this one knows.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private NightlyJson() {}

  static byte[] bytes(Record value) {
    try {
      return (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot print " + value, e);
    }
  }

  static <R extends Record> R read(byte[] bytes, Class<R> type, Object where) {
    try {
      return JSON.readValue(bytes, type);
    } catch (IOException e) {
      throw new DataException("Cannot read %s: %s".formatted(where, e.getMessage()), e);
    }
  }
}
