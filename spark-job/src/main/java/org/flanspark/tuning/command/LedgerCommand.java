package org.flanspark.tuning.command;

import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import picocli.CommandLine.Command;

/** {@code flan ledger}: which rows, and with them which examples, every round of a run saw. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Says which rows and examples every round of a run saw.",
    subcommands = {LedgerVerifyCommand.class, LedgerFindCommand.class})
public final class LedgerCommand implements FlanCommand {
  public static void main(String[] args) {
    CommandFrame.main(new LedgerCommand(), args);
  }

  @Override
  public Outcome run() {
    throw new ConfigException(
        "Missing question to the ledger: expected ledger verify or ledger find");
  }
}
