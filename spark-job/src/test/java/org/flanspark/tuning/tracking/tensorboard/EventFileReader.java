package org.flanspark.tuning.tracking.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads event files with Protocol Buffers' own decoder, and checks every checksum. */
public final class EventFileReader {
  private EventFileReader() {}

  /**
   * An event.
   *
   * @param wallTime in seconds since 1970
   * @param version of the file; empty where the event is not about it
   * @param sessionStatus 1 = a session starts; 0 where the event is not about it
   * @param scalars by tag
   */
  public record Event(
      double wallTime, long step, String version, int sessionStatus, Map<String, Float> scalars) {}

  /** The events of all files of a folder, in the order in which TensorBoard takes the files. */
  public static List<List<Event>> folder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains("tfevents"))
          .sorted()
          .map(EventFileReader::file)
          .toList();
    }
  }

  static List<Event> file(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      List<Event> events = new ArrayList<>();
      while (bytes.hasRemaining()) {
        events.add(event(CodedInputStream.newInstance(record(bytes))));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] record(ByteBuffer bytes) {
    byte[] length = new byte[Long.BYTES];
    bytes.get(length);
    assertThat(unmasked(bytes.getInt())).as("checksum of the length").isEqualTo(checksum(length));
    byte[] record =
        new byte[Math.toIntExact(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong())];
    bytes.get(record);
    assertThat(unmasked(bytes.getInt())).as("checksum of the record").isEqualTo(checksum(record));
    return record;
  }

  /** As TensorFlow's crc32c.h takes the mask off. */
  private static int unmasked(int masked) {
    int rotated = masked - 0xa282ead8;
    return (rotated >>> 17) | (rotated << 15);
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length);
    return (int) checksum.getValue();
  }

  private static Event event(CodedInputStream in) throws IOException {
    double wallTime = 0;
    long step = 0;
    String version = "";
    int sessionStatus = 0;
    Map<String, Float> scalars = new TreeMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> wallTime = in.readDouble();
        case 2 -> step = in.readInt64();
        case 3 -> version = in.readStringRequireUtf8();
        case 5 -> summary(in.readBytes().newCodedInput(), scalars);
        case 7 -> sessionStatus = status(in.readBytes().newCodedInput());
        default -> throw new IllegalStateException("Unknown field of an event: " + tag);
      }
    }
    in.checkLastTagWas(0);
    return new Event(wallTime, step, version, sessionStatus, scalars);
  }

  private static void summary(CodedInputStream in, Map<String, Float> scalars) throws IOException {
    while (in.readTag() != 0) {
      CodedInputStream value = in.readBytes().newCodedInput();
      assertThat(value.readTag()).isEqualTo(1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
      String name = value.readStringRequireUtf8();
      assertThat(value.readTag()).isEqualTo(2 << 3 | WireFormat.WIRETYPE_FIXED32);
      scalars.put(name, value.readFloat());
      assertThat(value.isAtEnd()).isTrue();
    }
  }

  private static int status(CodedInputStream in) throws IOException {
    assertThat(in.readTag()).isEqualTo(1 << 3 | WireFormat.WIRETYPE_VARINT);
    return in.readEnum();
  }
}
