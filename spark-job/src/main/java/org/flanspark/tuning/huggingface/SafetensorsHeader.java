package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.ParameterShape;

/**
 * The JSON header of a safetensors file: which tensor lies where. Nothing that it says is believed
 * before it agrees with the file's length.
 *
 * <pre>
 * {"__metadata__":{"format":"pt"},
 *  "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
 *  "b":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}
 * </pre>
 */
final class SafetensorsHeader {
  /** The format's own key among the tensors' names. */
  static final String METADATA = "__metadata__";

  /** Far above what any model needs: a header takes about a hundred bytes for each tensor. */
  static final long MAX_BYTES = 16L << 20;

  private static final int ALIGNMENT = 8;

  private SafetensorsHeader() {}

  /**
   * The length that a file's first eight bytes give its header.
   *
   * @throws DataException where a file of this length cannot hold such a header
   */
  static int length(long stated, long fileBytes, String file) {
    long most = Math.min(MAX_BYTES, fileBytes - Long.BYTES);
    if (stated < 2 || stated > most) {
      throw new DataException(
          "Cannot read %s: its header is said to take %s bytes, expected 2 to %s; not a safetensors file, or a truncated one"
              .formatted(file, stated, most));
    }
    return (int) stated;
  }

  /**
   * The tensors that a header names, in the header's order.
   *
   * @param json the header's bytes
   * @param dataBytes the bytes behind the header
   * @param file for messages
   * @throws DataException where the header is malformed or disagrees with {@code dataBytes}
   */
  static Map<String, StoredTensor> parse(byte[] json, long dataBytes, String file) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (HeaderReader reader = HeaderReader.over(json, file)) {
      reader.require(reader.next() == JsonToken.START_OBJECT, "expected a JSON object");
      while (reader.next() == JsonToken.FIELD_NAME) {
        String name = reader.text();
        if (name.equals(METADATA)) {
          reader.skipTexts();
        } else {
          StoredTensor tensor = reader.tensor(name);
          requireSize(tensor, file);
          tensors.put(name, tensor);
        }
      }
      reader.require(reader.next() == null, "expected nothing behind the JSON object");
    } catch (JsonProcessingException e) {
      throw new DataException(
          "Cannot read %s (the header of its tensors): no valid JSON: %s"
              .formatted(file, HeaderReader.shown(e.getOriginalMessage())),
          e);
    } catch (IOException e) {
      throw new DataException(
          "Cannot read %s (the header of its tensors): %s".formatted(file, e), e);
    }
    requireGapless(tensors.values(), dataBytes, file);
    return tensors;
  }

  private static void requireSize(StoredTensor tensor, String file) {
    long expected;
    try {
      expected =
          tensor.dimensions().stream().reduce((long) tensor.type().bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new DataException(
          "Invalid shape of tensor %s in %s: %s, expected fewer than 2^63 bytes"
              .formatted(HeaderReader.shown(tensor.name()), file, tensor.dimensions()),
          e);
    }
    if (expected != tensor.bytes()) {
      throw new DataException(
          "Cannot read tensor %s of %s: its offsets span %s bytes, its shape %s of %s takes %s"
              .formatted(
                  HeaderReader.shown(tensor.name()),
                  file,
                  tensor.bytes(),
                  tensor.dimensions(),
                  tensor.type(),
                  expected));
    }
  }

  /**
   * As the format demands: each tensor begins where the one before it ends, the last at the end.
   */
  private static void requireGapless(
      Collection<StoredTensor> tensors, long dataBytes, String file) {
    long end = 0;
    for (StoredTensor tensor : inFileOrder(tensors)) {
      if (tensor.begin() != end) {
        throw new DataException(
            "Cannot read tensor %s of %s: it begins at byte %s, expected %s, where the one before it ends"
                .formatted(HeaderReader.shown(tensor.name()), file, tensor.begin(), end));
      }
      if (tensor.end() > dataBytes) {
        throw new DataException(
            "Cannot read tensor %s of %s: it ends at byte %s of %s; the file is truncated or its header wrong"
                .formatted(HeaderReader.shown(tensor.name()), file, tensor.end(), dataBytes));
      }
      end = tensor.end();
    }
    if (end != dataBytes) {
      throw new DataException(
          "Cannot read %s: its tensors end at byte %s, its data at byte %s"
              .formatted(file, end, dataBytes));
    }
  }

  private static List<StoredTensor> inFileOrder(Collection<StoredTensor> tensors) {
    return tensors.stream()
        .sorted(Comparator.comparingLong(StoredTensor::begin).thenComparing(StoredTensor::end))
        .toList();
  }

  /**
   * The header for the given tensors, end to end in their order, padded by spaces so that the data
   * begin at a multiple of eight bytes.
   */
  static byte[] print(List<ParameterShape> shapes, WeightType type) {
    ObjectNode header = FolderFiles.newObject();
    // Transformers refuses a file that does not say so, whatever wrote it.
    header.putObject(METADATA).put("format", "pt");
    long offset = 0;
    for (ParameterShape shape : shapes) {
      if (header.has(shape.name())) {
        throw new IllegalArgumentException("Invalid tensor name: two named " + shape.name());
      }
      long end = offset + Math.multiplyExact(shape.size(), type.stored().bytes());
      ObjectNode entry = header.putObject(shape.name()).put("dtype", type.stored().name());
      shape.dimensions().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
