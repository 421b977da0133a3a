package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  private static final int ALIGNMENT = 8;

  private final String file;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private SafetensorsHeader(String file) {
    this.file = file;
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
    SafetensorsHeader header = new SafetensorsHeader(file);
    ObjectNode root = FolderFiles.parse(json, file + " (the header of its tensors)");
    root.fields()
        .forEachRemaining(
            entry -> {
              if (!entry.getKey().equals(METADATA)) {
                header.add(entry.getKey(), entry.getValue());
              }
            });
    header.requireGapless(dataBytes);
    return header.tensors;
  }

  private void add(String name, JsonNode entry) {
    TensorType type = type(name, entry.path("dtype").asText());
    List<Long> dimensions = naturals(name, "shape", entry.path("shape"));
    List<Long> offsets = naturals(name, "data_offsets", entry.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw invalid(name, "data_offsets", offsets, "a begin and an end not before it");
    }
    StoredTensor tensor = new StoredTensor(name, type, dimensions, offsets.get(0), offsets.get(1));
    requireSize(tensor);
    tensors.put(name, tensor);
  }

  private TensorType type(String name, String text) {
    try {
      return TensorType.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw invalid(name, "dtype", text, "one of " + Arrays.toString(TensorType.values()));
    }
  }

  private List<Long> naturals(String name, String key, JsonNode node) {
    if (!(node instanceof ArrayNode array)) {
      throw invalid(name, key, node, "a list of whole numbers");
    }
    List<Long> values = new ArrayList<>(array.size());
    for (JsonNode value : array) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
        throw invalid(name, key, value, "a whole number from 0 on");
      }
      values.add(value.asLong());
    }
    return values;
  }

  private void requireSize(StoredTensor tensor) {
    long expected;
    try {
      expected =
          tensor.dimensions().stream().reduce((long) tensor.type().bytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw invalid(tensor.name(), "shape", tensor.dimensions(), "fewer than 2^63 bytes");
    }
    if (expected != tensor.bytes()) {
      throw new DataException(
          "Cannot read tensor %s of %s: its offsets span %s bytes, its shape %s of %s takes %s"
              .formatted(
                  tensor.name(),
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
  private void requireGapless(long dataBytes) {
    long end = 0;
    for (StoredTensor tensor : inFileOrder(tensors.values())) {
      if (tensor.begin() != end) {
        throw new DataException(
            "Cannot read tensor %s of %s: it begins at byte %s, expected %s, where the one before it ends"
                .formatted(tensor.name(), file, tensor.begin(), end));
      }
      if (tensor.end() > dataBytes) {
        throw new DataException(
            "Cannot read tensor %s of %s: it ends at byte %s of %s; the file is truncated or its header wrong"
                .formatted(tensor.name(), file, tensor.end(), dataBytes));
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
        .collect(Collectors.toList());
  }

  private DataException invalid(String name, String key, Object value, String expected) {
    return new DataException(
        "Invalid %s of tensor %s in %s: %s, expected %s"
            .formatted(key, name, file, value, expected));
  }

  /**
   * The header for the given tensors of 32-bit floats, end to end in their order, padded by spaces
   * so that the data begin at a multiple of eight bytes.
   */
  static byte[] print(List<ParameterShape> shapes) {
    ObjectNode header = FolderFiles.newObject();
    // Transformers refuses a file that does not say so, whatever wrote it.
    header.putObject(METADATA).put("format", "pt");
    long offset = 0;
    for (ParameterShape shape : shapes) {
      if (header.has(shape.name())) {
        throw new IllegalArgumentException("Invalid tensor name: two named " + shape.name());
      }
      long end = offset + Math.multiplyExact(shape.size(), TensorType.F32.bytes());
      ObjectNode entry = header.putObject(shape.name()).put("dtype", TensorType.F32.name());
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
