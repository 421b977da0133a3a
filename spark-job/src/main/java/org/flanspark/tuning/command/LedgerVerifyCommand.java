package org.flanspark.tuning.command;

import java.util.Locale;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.ledger.LedgerCheck;
import org.flanspark.tuning.ledger.LedgerVerdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code flan ledger verify}: proves that a run saw every row, and so every example, once a pass.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that each row, and so each example, was seen once a pass.",
      "Holds the run's ledger against the shards and training.seed; where it fails, tells why (exit"
          + " code 3)."
    })
final class LedgerVerifyCommand implements FlanCommand {
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    RunLedger ledger = RunLedger.open(config);
    LedgerCheck check = new LedgerCheck(ledger.order());
    ledger.entries().forEach(check::addRound);
    ledger.examples().forEachRow(check::addRow);
    LedgerVerdict verdict = check.verdict();
    if (!verdict.holds()) {
      throw new DataException(
          "Cannot verify %s against prepared data %s and training.seed %s, %s; set these to what the run was trained with, or train again:\n- %s%s"
              .formatted(
                  ledger.file(),
                  config.output().prepared(),
                  config.training().seed(),
                  amount(verdict.problemCount(), "problem", "problems"),
                  String.join("\n- ", verdict.problems()),
                  more(verdict)));
    }
    System.out.println(proof(verdict));
    printNotes(verdict);
    return Outcome.done("verified");
  }

  private static String proof(LedgerVerdict verdict) {
    String all =
        "ledger: %s, %s, %s of %s with %s: each row once a pass"
            .formatted(
                amount(verdict.rounds(), "round", "rounds"),
                amount(verdict.rows(), "row", "rows"),
                amount(verdict.passes(), "pass", "passes"),
                amount(verdict.rowsPerPass(), "row", "rows"),
                amount(verdict.examples(), "example", "examples"));
    return verdict.rowsOfNextPass() == 0
        ? all
        : "%s; %s of pass %s, each at most once"
            .formatted(
                all, amount(verdict.rowsOfNextPass(), "row", "rows"), count(verdict.passes() + 1));
  }

  private static void printNotes(LedgerVerdict verdict) {
    if (!verdict.notes().isEmpty()) {
      System.out.println("notes: " + count(verdict.notes().size()));
      verdict.notes().forEach(System.out::println);
    }
  }

  private static String more(LedgerVerdict verdict) {
    long more = verdict.problemCount() - verdict.problems().size();
    return more == 0 ? "" : "\n- and %s more".formatted(count(more));
  }

  private static String amount(long number, String one, String several) {
    return count(number) + " " + (number == 1 ? one : several);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
