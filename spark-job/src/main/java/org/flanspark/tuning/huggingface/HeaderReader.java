package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flanspark.data.shard.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file, token by token: what does not belong there is refused before
 * anything is built of it, so that a hostile header takes no more memory than an honest one.
 */
final class HeaderReader implements Closeable {
  private static final int MAX_DIMENSIONS = 32;
  private static final int MAX_TEXTS = 1000;
  private static final int MAX_SHOWN = 200;

  /** The table of names that Jackson keeps across files fails on many that collide. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final String file;

  private HeaderReader(JsonParser parser, String file) {
    this.parser = parser;
    this.file = file;
  }

  /** A reader of UTF-8 and nothing else: Jackson would guess other encodings. */
  static HeaderReader over(byte[] json, String file) throws IOException {
    return new HeaderReader(
        JSON.createParser(
            new InputStreamReader(
                new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder())),
        file);
  }

  @Nullable JsonToken next() throws IOException {
    return parser.nextToken();
  }

  String text() throws IOException {
    return parser.getText();
  }

  /** An object of texts, whose first token comes next. */
  void skipTexts() throws IOException {
    require(next() == JsonToken.START_OBJECT, "expected an object as its __metadata__");
    for (int texts = 0; next() == JsonToken.FIELD_NAME; texts++) {
      require(texts < MAX_TEXTS, "expected at most 1000 texts in its __metadata__");
      require(next() == JsonToken.VALUE_STRING, "expected texts alone in its __metadata__");
    }
  }

  /** A tensor's entry, whose first token comes next. */
  StoredTensor tensor(String name) throws IOException {
    if (next() != JsonToken.START_OBJECT) {
      throw invalid("entry", name, "an object");
    }
    TensorType type = null;
    List<Long> dimensions = null;
    List<Long> offsets = null;
    while (next() == JsonToken.FIELD_NAME) {
      switch (text()) {
        case "dtype" -> type = type(name);
        case "shape" -> dimensions = naturals("shape", name, MAX_DIMENSIONS);
        case "data_offsets" -> offsets = naturals("data_offsets", name, 2);
        default -> throw invalid("key", name, "dtype, shape or data_offsets");
      }
    }
    if (type == null || dimensions == null || offsets == null) {
      throw new DataException(
          "Missing %s of tensor %s in %s"
              .formatted(
                  type == null ? "dtype" : dimensions == null ? "shape" : "data_offsets",
                  shown(name),
                  file));
    }
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw invalid("data_offsets", name, offsets.toString(), "a begin and an end not before it");
    }
    return new StoredTensor(name, type, dimensions, offsets.get(0), offsets.get(1));
  }

  private TensorType type(String name) throws IOException {
    if (next() == JsonToken.VALUE_STRING) {
      for (TensorType type : TensorType.values()) {
        if (type.name().equals(text())) {
          return type;
        }
      }
    }
    throw invalid("dtype", name, "one of " + Arrays.toString(TensorType.values()));
  }

  private List<Long> naturals(String key, String name, int most) throws IOException {
    if (next() != JsonToken.START_ARRAY) {
      throw invalid(key, name, "a list of whole numbers");
    }
    List<Long> values = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      if (values.size() == most) {
        throw invalid(key, name, "at most %s numbers".formatted(most));
      }
      values.add(natural(key, name));
    }
    return values;
  }

  private long natural(String key, String name) throws IOException {
    boolean whole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != NumberType.BIG_INTEGER;
    if (!whole || parser.getLongValue() < 0) {
      throw invalid(key, name, "a whole number from 0 to 2^63 - 1");
    }
    return parser.getLongValue();
  }

  void require(boolean condition, String expected) {
    if (!condition) {
      throw new DataException(
          "Cannot read %s (the header of its tensors): %s".formatted(file, expected));
    }
  }

  private DataException invalid(String key, String name, String expected) throws IOException {
    String found = parser.currentToken() == null ? "" : text();
    return invalid(key, name, found, expected);
  }

  private DataException invalid(String key, String name, String found, String expected) {
    return new DataException(
        "Invalid %s of tensor %s in %s: %s, expected %s"
            .formatted(key, shown(name), file, shown(found), expected));
  }

  /** A text from the file as a message can carry it: short, no control characters. */
  static String shown(String text) {
    String start = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    return start.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
