package org.flanspark.data.shard;

/** The data is wrong: a file, a record or a folder that a command was given. Exit code 3. */
public class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
