package org.flanspark.tuning.averaging;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Writes a shuffle of slices as plain bytes. Java's own serialization reads a local file in blocks
 * of a kilobyte, with three calls of the operating system each.
 */
final class DeltaSerializer extends Serializer implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 1 << 17;

  @Override
  public SerializerInstance newInstance() {
    return new Instance();
  }

  private static final class Instance extends SerializerInstance {
    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Writer(new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES)));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new Reader(new DataInputStream(new BufferedInputStream(in, BUFFER_BYTES)));
    }

    @Override
    public <T> ByteBuffer serialize(T value, ClassTag<T> type) {
      throw streamsAlone();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      throw streamsAlone();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      throw streamsAlone();
    }

    private static UnsupportedOperationException streamsAlone() {
      return new UnsupportedOperationException("Cannot serialize anything but a shuffle's streams");
    }
  }

  /** Keys are slices' numbers. */
  private static final class Writer extends SerializationStream {
    private final DataOutputStream out;

    Writer(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeObject(T value, ClassTag<T> type) {
      try {
        if (value instanceof DeltaSlice slice) {
          slice.write(out);
        } else {
          out.writeInt((Integer) value);
        }
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a slice", e);
      }
    }

    @Override
    public void flush() {
      try {
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a slice", e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a slice", e);
      }
    }
  }

  /** Ends as Spark expects it, by an end of file before a key. */
  private static final class Reader extends DeserializationStream {
    private final DataInputStream in;

    Reader(DataInputStream in) {
      this.in = in;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readKey(ClassTag<T> type) {
      try {
        return (T) Integer.valueOf(in.readInt());
      } catch (IOException e) {
        throw sneaky(e);
      }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T readValue(ClassTag<T> type) {
      try {
        return (T) DeltaSlice.read(in);
      } catch (IOException e) {
        throw sneaky(e);
      }
    }

    @Override
    public <T> T readObject(ClassTag<T> type) {
      throw new UnsupportedOperationException("Cannot read anything but keys and slices");
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close a shuffle's block", e);
      }
    }

    /** Scala's methods declare no exceptions, and Spark looks for the checked one. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E sneaky(Exception e) throws E {
      throw (E) e;
    }
  }
}
