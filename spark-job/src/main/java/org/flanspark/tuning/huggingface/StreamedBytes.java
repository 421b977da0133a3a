package org.flanspark.tuning.huggingface;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file on any Hadoop file system, read piece by piece. */
final class StreamedBytes implements FileBytes {
  private final FSDataInputStream in;

  StreamedBytes(FSDataInputStream in) {
    this.in = in;
  }

  @Override
  public ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = Safetensors.littleEndian(length);
    in.seek(position);
    in.readFully(bytes.array());
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
