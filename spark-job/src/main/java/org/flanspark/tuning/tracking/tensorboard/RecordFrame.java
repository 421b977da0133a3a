package org.flanspark.tuning.tracking.tensorboard;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One record of a TFRecord file, which event files are.
 *
 * <pre>
 * length (8 bytes) | masked crc of it (4) | the record | masked crc of it (4)     little endian
 * </pre>
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord's format</a>
 */
final class RecordFrame {
  /** Of {@code tensorflow/core/lib/hash/crc32c.h}: a checksum of checksums would be weak. */
  private static final int MASK_DELTA = 0xa282ead8;

  private RecordFrame() {}

  static byte[] of(byte[] bytes) {
    byte[] length = ProtobufMessage.littleEndian(Long.BYTES).putLong(bytes.length).array();
    ByteBuffer frame = ProtobufMessage.littleEndian(Long.BYTES + 2 * Integer.BYTES + bytes.length);
    return frame
        .put(length)
        .putInt(maskedChecksum(length))
        .put(bytes)
        .putInt(maskedChecksum(bytes))
        .array();
  }

  private static int maskedChecksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
  }
}
