package org.flanspark.tuning.huggingface;

import java.nio.ByteBuffer;

/** What weights are written as. */
public enum WeightType {
  FLOAT32("float32", TensorType.F32) {
    @Override
    ByteBuffer encode(float[] values) {
      ByteBuffer bytes = Safetensors.littleEndian(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      return bytes;
    }

    @Override
    float rounded(float value) {
      return value;
    }
  },

  /** Rounded to the nearest, of two equally near ones to the even. */
  BFLOAT16("bfloat16", TensorType.BF16) {
    @Override
    ByteBuffer encode(float[] values) {
      ByteBuffer bytes = Safetensors.littleEndian(values.length * Short.BYTES);
      for (float value : values) {
        bytes.putShort(SixteenBitFloats.toBfloat16(value));
      }
      return bytes.rewind();
    }

    @Override
    float rounded(float value) {
      return SixteenBitFloats.ofBfloat16(SixteenBitFloats.toBfloat16(value));
    }
  };

  private final String torchName;
  private final TensorType stored;

  WeightType(String torchName, TensorType stored) {
    this.torchName = torchName;
    this.stored = stored;
  }

  /** What {@code torch_dtype} of {@code config.json} calls it. */
  String torchName() {
    return torchName;
  }

  TensorType stored() {
    return stored;
  }

  /** The values' bytes, little-endian. */
  abstract ByteBuffer encode(float[] values);

  /** What is read back where this was written. */
  abstract float rounded(float value);
}
