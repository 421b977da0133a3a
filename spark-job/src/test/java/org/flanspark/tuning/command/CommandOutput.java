package org.flanspark.tuning.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;

/**
 * How a command ended and what it printed.
 *
 * @param outcome as its caller learns it
 * @param stdout all of it
 */
public record CommandOutput(Outcome outcome, String stdout) {

  /** Runs a command in this process. */
  public static CommandOutput of(FlanCommand command, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Outcome outcome = CommandFrame.execute(command, arguments);
      return new CommandOutput(outcome, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
