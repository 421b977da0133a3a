package org.flanspark.tuning.huggingface;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/** The data types of safetensors by their names there. */
enum TensorType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  F8_E8M0(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8),
  C64(8);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** The bytes of one value. */
  int bytes() {
    return bytes;
  }

  /** Whether {@link #decode} knows the type. */
  boolean isDecoded() {
    return this == F32 || this == F16 || this == BF16;
  }

  /**
   * Values of this type as 32-bit floats, without loss.
   *
   * @param from little-endian; the first values of it are read
   */
  void decode(ByteBuffer from, float[] into, int offset, int count) {
    switch (this) {
      case F32 -> from.asFloatBuffer().get(into, offset, count);
      case F16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          into[offset + i] = SixteenBitFloats.ofFloat16(halves.get(i));
        }
      }
      case BF16 -> {
        ShortBuffer halves = from.asShortBuffer();
        for (int i = 0; i < count; i++) {
          into[offset + i] = SixteenBitFloats.ofBfloat16(halves.get(i));
        }
      }
      default -> throw new IllegalArgumentException("Invalid type of floats: " + this);
    }
  }
}
