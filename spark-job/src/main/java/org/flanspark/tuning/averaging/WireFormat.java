package org.flanspark.tuning.averaging;

import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.flanspark.config.Wire;

/** Numbers as the bytes that travel: little-endian, without gaps. */
enum WireFormat {
  FLOAT32(Wire.FLOAT32) {
    @Override
    void encode(float[] values, int count, ByteBuffer into) {
      into.asFloatBuffer().put(values, 0, count);
      into.position(into.position() + count * Float.BYTES);
    }

    @Override
    void decode(ByteBuffer from, int count, float[] into) {
      from.asFloatBuffer().get(into, 0, count);
      from.position(from.position() + count * Float.BYTES);
    }
  },

  /** The upper half of a float32, rounded to the nearest, half-way cases to the even one. */
  BFLOAT16(Wire.BFLOAT16) {
    @Override
    void encode(float[] values, int count, ByteBuffer into) {
      short[] halves = new short[count];
      HALVES.upper(halves, values);
      into.asShortBuffer().put(halves);
      into.position(into.position() + count * Short.BYTES);
    }

    @Override
    void decode(ByteBuffer from, int count, float[] into) {
      short[] halves = new short[count];
      from.asShortBuffer().get(halves);
      HALVES.widen(into, halves);
      from.position(from.position() + count * Short.BYTES);
    }
  };

  private static final Halves HALVES = Halves.fastest();

  private final Wire wire;

  WireFormat(Wire wire) {
    this.wire = wire;
  }

  static WireFormat of(Wire wire) {
    return switch (wire) {
      case FLOAT32 -> FLOAT32;
      case BFLOAT16 -> BFLOAT16;
    };
  }

  /** The bytes of so many numbers. */
  int bytes(int count) {
    return Math.multiplyExact(count, wire.bytes());
  }

  /** Writes the first values behind what was written last. */
  abstract void encode(float[] values, int count, ByteBuffer into);

  /** Reads the next values. */
  abstract void decode(ByteBuffer from, int count, float[] into);

  /** Writes so many values chunk by chunk, as a source fills them. */
  void write(int length, FlatValues.ChunkUse source, DataOutput out) throws IOException {
    byte[] bytes = new byte[bytes(Math.min(FlatValues.CHUNK, length))];
    FlatValues.<IOException>forChunks(
        length,
        (from, chunk) -> {
          source.use(from, chunk);
          encode(chunk, chunk.length, over(bytes));
          out.write(bytes, 0, bytes(chunk.length));
        });
  }

  /** Reads what {@link #write} wrote, chunk by chunk. */
  void read(int length, FlatValues.ChunkUse into, InputStream in) throws IOException {
    byte[] bytes = new byte[bytes(Math.min(FlatValues.CHUNK, length))];
    FlatValues.<IOException>forChunks(
        length,
        (from, chunk) -> {
          int wanted = bytes(chunk.length);
          if (in.readNBytes(bytes, 0, wanted) < wanted) {
            throw new EOFException("Values ended before their " + length);
          }
          decode(over(bytes), chunk.length, chunk);
          into.use(from, chunk);
        });
  }

  /** Makes of values what they would be after having travelled. */
  void round(float[] values) {
    if (this == FLOAT32) {
      return;
    }
    ByteBuffer travelled = over(new byte[bytes(values.length)]);
    encode(values, values.length, travelled);
    decode(travelled.rewind(), values.length, values);
  }

  /** A buffer over bytes, to be encoded into or decoded from. */
  static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
