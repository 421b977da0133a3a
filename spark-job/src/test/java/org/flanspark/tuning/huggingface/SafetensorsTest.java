package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.model.HeapParameters;
import org.flanspark.tuning.model.ParameterShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},\
      "b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}\
      """;

  @TempDir private Path folder;
  private FolderFiles files;

  @BeforeEach
  void openFolder() {
    files = FolderFiles.of(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    HeapParameters tensors =
        HeapParameters.zeros(
            List.of(new ParameterShape("a", List.of(2, 1)), new ParameterShape("b", List.of(1))));
    tensors.write("a", 0, new float[] {1, -2});
    tensors.write("b", 0, new float[] {0.5f});

    WrittenFile written = Safetensors.write(tensors, files, "t.safetensors");

    byte[] bytes = Files.readAllBytes(folder.resolve("t.safetensors"));
    assertThat(HexFormat.of().formatHex(bytes, 0, 8)).isEqualTo("9000000000000000");
    assertThat(new String(bytes, 8, 144, StandardCharsets.UTF_8)).isEqualTo(HEADER + "   ");
    assertThat(HexFormat.of().formatHex(bytes, 152, bytes.length))
        .isEqualTo("0000803f" + "000000c0" + "0000003f");
    assertThat(written.bytes()).isEqualTo(164);
    assertThat(written).isEqualTo(files.digest("t.safetensors"));
    assertThat(folder).isDirectoryNotContaining("glob:**.crc");
  }

  @Test
  void readsTheBytesOfTheFormat() throws IOException {
    write(HEADER, "0000803f" + "000000c0" + "0000003f");

    try (SafetensorsFile file = SafetensorsFile.open(files, "t.safetensors")) {
      float[] secondOfA = new float[1];
      file.read("a", 1, secondOfA, 0, 1);
      assertThat(secondOfA).containsExactly(-2);
      assertThat(file.tensors().get("b"))
          .isEqualTo(new StoredTensor("b", TensorType.F32, List.of(1L), 8, 12));
    }
  }

  @Test
  void keepsEveryBitOverSlices() {
    HeapParameters tensors =
        HeapParameters.zeros(
            List.of(
                new ParameterShape("long", List.of(2 * Safetensors.SLICE_VALUES + 7)),
                new ParameterShape("none", List.of(0, 3)),
                new ParameterShape("odd", List.of(4))));
    float[] values = new float[2 * Safetensors.SLICE_VALUES + 7];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 0x9E3779B9);
    }
    tensors.write("long", 0, values);
    tensors.write(
        "odd",
        0,
        new float[] {
          -0.0f, Float.intBitsToFloat(0x7FC00123), Float.NEGATIVE_INFINITY, Float.MIN_VALUE
        });

    Safetensors.write(tensors, files, "t.safetensors");

    try (StoredParameters stored = StoredParameters.open(files, "t.safetensors")) {
      assertThat(stored.shapes()).isEqualTo(tensors.shapes());
      assertThat(ParameterBits.difference(stored, tensors)).isEmpty();
    }
  }

  @Test
  void namesTheFirstValueThatDiffers() {
    HeapParameters tensors = HeapParameters.zeros(List.of(new ParameterShape("a", List.of(3))));
    HeapParameters other = HeapParameters.copyOf(tensors);
    other.write("a", 2, new float[] {-0.0f});

    assertThat(ParameterBits.difference(tensors, other)).contains("a at 2: 0.0 and -0.0");
  }

  @Test
  void refusesToWriteIntoAFile() throws IOException {
    write(HEADER, "0000803f" + "000000c0" + "0000003f");

    try (StoredParameters stored = StoredParameters.open(files, "t.safetensors")) {
      assertThatThrownBy(() -> stored.write("a", 0, new float[1]))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("Cannot write into " + path());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}|Cannot read FILE (the"
            + " header of its tensors): no valid JSON: Unexpected end-of-input",
        "[]|Cannot read FILE (the header of its tensors): expected a JSON object",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{}}|no valid JSON:"
            + " Duplicate field 'a'",
        "{\"a\":7}|Invalid entry of tensor a in FILE: 7, expected an object",
        "{\"a\":{\"dtype\":7}}|Invalid dtype of tensor a in FILE: 7, expected one of [BOOL",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}|Missing shape of tensor a in FILE",
        "{\"a\":{\"type\":\"F32\"}}|Invalid key of tensor a in FILE: type, expected dtype, shape"
            + " or",
        "{\"__metadata__\":{\"format\":7}}|Cannot read FILE (the header of its tensors): expected"
            + " texts alone in its __metadata__",
        "{} {}|Cannot read FILE (the header of its tensors): expected nothing behind the JSON"
            + " object",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}|Invalid dtype of tensor a"
            + " in FILE: F31, expected one of",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}|Invalid shape of tensor a"
            + " in FILE: 2, expected a list of whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}|Invalid"
            + " shape of tensor a in FILE: 2, expected at most 32 numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|Invalid shape of tensor"
            + " a in FILE: -2, expected a whole number from 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}|Invalid shape of tensor"
            + " a in FILE: 2.5, expected a whole number from 0 to 2^63 - 1",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}|Invalid"
            + " shape of tensor a in FILE: 99999999999999999999",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,2],\"data_offsets\":[0,8]}}|Invalid"
            + " shape of tensor a in FILE: [4611686018427387904, 2], expected fewer than 2^63"
            + " bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}|Invalid data_offsets of"
            + " tensor a in FILE: [0], expected a begin and an end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}|Invalid data_offsets of"
            + " tensor a in FILE: [8, 0], expected a begin and an end",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|Cannot read tensor a of"
            + " FILE: its offsets span 8 bytes, its shape [3] of F32 takes 12",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}}|Cannot read tensor a of"
            + " FILE: its offsets span 8 bytes, its shape [2] of F16 takes 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}|Cannot read tensor a of"
            + " FILE: it ends at byte 16 of 8; the file is truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|Cannot read tensor a of"
            + " FILE: it begins at byte 4, expected 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|Cannot"
            + " read tensor b of FILE: it begins at byte 4, expected 8, where the one before it"
            + " ends",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|Cannot read FILE: its"
            + " tensors end at byte 4, its data at byte 8",
        "{}|Cannot read FILE: its tensors end at byte 0, its data at byte 8",
      })
  void refusesAHeaderThatDisagreesWithTheFile(String header, String message) throws IOException {
    write(header, "0000803f" + "0000803f");

    assertThatThrownBy(() -> SafetensorsFile.open(files, "t.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message.replace("FILE", path()));
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffffffffff7f7b7d, 9223372036854775807 bytes, expected 2 to 2;",
    "ffffffffffffffff7b7d, -1 bytes, expected 2 to 2;",
    "03000000000000007b7d, 3 bytes, expected 2 to 2;",
    "00000000000000007b7d, 0 bytes, expected 2 to 2;",
  })
  void refusesAHeaderLongerThanTheFile(String hexadecimal, String message) throws IOException {
    Files.write(folder.resolve("t.safetensors"), HexFormat.of().parseHex(hexadecimal));

    assertThatThrownBy(() -> SafetensorsFile.open(files, "t.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "Cannot read %s: its header is said to take ".formatted(path()) + message);
  }

  @Test
  void refusesAFileTooShortForAHeader() throws IOException {
    Files.write(folder.resolve("t.safetensors"), new byte[7]);

    assertThatThrownBy(() -> SafetensorsFile.open(files, "t.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot read %s: 7 bytes, expected a safetensors file", path());
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> SafetensorsFile.open(files, "t.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessage("Missing file " + path());
  }

  @ParameterizedTest
  @CsvSource({
    "F16,  0000003c00c0ff7b0100007c, 0.0 1.0 -2.0 65504.0 5.9604645E-8 Infinity",
    "BF16, 0000803f00c07f7f0100807f, 0.0 1.0 -2.0 3.3895314E38 9.18355E-41 Infinity",
  })
  void readsFloatsOfSixteenBits(String type, String data, String values) throws IOException {
    write("{\"a\":{\"dtype\":\"%s\",\"shape\":[6],\"data_offsets\":[0,12]}}".formatted(type), data);

    try (StoredParameters stored = StoredParameters.open(files, "t.safetensors")) {
      float[] read = new float[6];
      stored.read("a", 0, read);
      assertThat(Arrays.toString(read).replaceAll("[\\[\\],]", "")).isEqualTo(values);
    }
  }

  @Test
  void refusesToReadAnotherType() throws IOException {
    write("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "0000803f0000803f");

    assertThatThrownBy(() -> StoredParameters.open(files, "t.safetensors"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Cannot read tensor a of %s: its type is I64, expected F32, F16 or BF16; convert",
            path());
  }

  /** The file has a hole where the disk holds nothing, so that it takes no room. */
  @Test
  void readsATensorOfMoreThanTwoGigabytes() throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3,400000000],\"data_offsets\":[0,4800000000]}}";
    write(header, "0000803f");
    long last = Long.BYTES + header.length() + 4_800_000_000L - 2 * Float.BYTES;
    try (FileChannel channel =
        FileChannel.open(folder.resolve("t.safetensors"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(HexFormat.of().parseHex("000000c00000003f")), last);
    }

    try (StoredParameters stored = StoredParameters.open(files, "t.safetensors")) {
      float[] first = new float[2];
      stored.read("a", 0, first);
      float[] end = new float[3];
      stored.read("a", 1_199_999_997L, end);

      assertThat(first).containsExactly(1, 0);
      assertThat(end).containsExactly(0, -2, 0.5f);
      assertThatThrownBy(() -> stored.read("a", 1_199_999_998L, end))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid slice of a: 1199999998 to 1200000001, expected inside 0 to 1200000000");
    }
  }

  private String path() {
    return files.path("t.safetensors").toString();
  }

  private void write(String header, String dataHexadecimal) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] data = HexFormat.of().parseHex(dataHexadecimal);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(
        folder.resolve("t.safetensors"), file.putLong(json.length).put(json).put(data).array());
  }
}
