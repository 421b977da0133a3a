package org.flanspark.tuning.batch;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's configuration, on its way to a worker: by itself it is not serializable. Its own writing
 * compresses where each of its thousand keys came from, which nobody here asks for.
 */
public final class HadoopSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient Configuration configuration;

  public HadoopSettings(Configuration configuration) {
    this.configuration = configuration;
  }

  public Configuration configuration() {
    return configuration;
  }

  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> entry : configuration) {
      values.put(entry.getKey(), entry.getValue());
    }
    out.writeInt(values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeObject(entry.getValue());
    }
  }

  @Serial
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    configuration = new Configuration(false);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      configuration.set(in.readUTF(), (String) in.readObject());
    }
  }
}
