package org.flanspark.command;

/** What a scheduler learns from a command. */
public enum ExitCode {
  /** Done, or nothing new; the outcome says which. */
  DONE(0),
  FAILED(1),
  /** The configuration or the arguments are wrong. */
  CONFIGURATION(2),
  /** The data is wrong. */
  DATA(3),
  /** A gate refused. */
  REFUSED(4);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
