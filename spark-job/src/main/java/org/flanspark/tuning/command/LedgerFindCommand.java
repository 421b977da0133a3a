package org.flanspark.tuning.command;

import java.util.stream.Collectors;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.RunConfig;
import org.flanspark.data.shard.DataException;
import org.flanspark.tuning.ledger.ExamplePlaces;
import org.flanspark.tuning.ledger.ShardRow;
import org.flanspark.tuning.ledger.Sightings;
import org.flanspark.tuning.ledger.Sightings.Sighting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code flan ledger find}: which rounds saw an example. */
@Command(
    name = "find",
    mixinStandardHelpOptions = true,
    description = {
      "Says which rounds saw an example.",
      "A line for each time that a row with it was trained on, in order:",
      "  pass=1 round=3 worker=1 step=41 shard=7 row=130 segment=2",
      "and one for each such row that the last pass has not come to:",
      "  pass=2 not-yet-seen shard=7 row=130 segment=2",
      "It may stand in several rows, and in several segments of one: segment=2,5"
    })
final class LedgerFindCommand implements FlanCommand {
  @Parameters(
      paramLabel = "EXAMPLE_ID",
      description = "As prepared data names it: rte/train/1f2e3d4c5b6a7988.")
  private String exampleId = "";

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    RunLedger ledger = RunLedger.open(config);
    ExamplePlaces places = new ExamplePlaces(exampleId);
    ledger.examples().forEachRow(places::addRow);
    if (places.rows().isEmpty()) {
      throw unknown(places, config.output().prepared());
    }
    Sightings sightings =
        Sightings.of(ledger.entries(), places.rows(), ledger.order().rowsPerPass());
    for (Sighting seen : sightings.seen()) {
      System.out.printf(
          "pass=%s round=%s worker=%s step=%s %s%n",
          seen.pass(), seen.round(), seen.worker(), seen.step(), text(seen.row(), places));
    }
    for (ShardRow row : sightings.notYetSeen()) {
      System.out.printf("pass=%s not-yet-seen %s%n", sightings.lastPass(), text(row, places));
    }
    return Outcome.done("%s sightings".formatted(sightings.seen().size()));
  }

  private DataException unknown(ExamplePlaces places, String prepared) {
    return new DataException(
        "Unknown example '%s': no training row of %s holds it, as none does where it was capped, quarantined or drawn into another split; the id that begins most like it is '%s'"
            .formatted(exampleId, prepared, places.nearest()));
  }

  private static String text(ShardRow row, ExamplePlaces places) {
    String segments =
        places.segments(row).stream().map(String::valueOf).collect(Collectors.joining(","));
    return "shard=%s row=%s segment=%s".formatted(row.shard(), row.row(), segments);
  }
}
