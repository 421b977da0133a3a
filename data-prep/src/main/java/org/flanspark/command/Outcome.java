package org.flanspark.command;

/**
 * How a command ended, as {@code outcome.json} holds it: cluster modes lose a driver's exit code.
 *
 * @param code the exit code
 * @param outcome one word: {@code done}, {@code nothing-new}, {@code failed} ...
 * @param message for a person
 */
public record Outcome(int code, String outcome, String message) {
  public static Outcome done(String message) {
    return new Outcome(ExitCode.DONE.code(), "done", message);
  }

  public static Outcome nothingNew(String message) {
    return new Outcome(ExitCode.DONE.code(), "nothing-new", message);
  }
}
