package org.flanspark.config;

/** What a number is on its way between driver and workers; the driver's own are float32. */
public enum Wire {
  FLOAT32(4),
  BFLOAT16(2);

  private final int bytes;

  Wire(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }
}
