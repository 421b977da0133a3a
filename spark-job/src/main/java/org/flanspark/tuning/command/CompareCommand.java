package org.flanspark.tuning.command;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.ClusterPaths;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.ExitCode;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.tuning.evaluation.RunComparison;
import org.flanspark.tuning.evaluation.RunComparison.ClusterRow;
import org.flanspark.tuning.evaluation.RunComparison.Compared;
import org.flanspark.tuning.report.ComparisonTable;
import org.flanspark.tuning.report.ReportJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flan compare}: the tuned models of two runs on the examples that both answered. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Prints for each cluster and task how much the second run's tuned model surpasses the"
          + " first's on the same prompts, with a paired bootstrap's interval and p-value (Holm's"
          + " correction over the clusters, and over the tasks).",
      "Ends with code 4 if the second is worse beyond the margin in a cluster, or in their mean."
    })
public final class CompareCommand implements FlanCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run that is held against.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run that is to be as good.")
  private String second = "";

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description = "How much worse is not yet worse, as 0.01 for one point; default: 0.")
  private double margin;

  @Option(names = "--json", description = "Prints JSON in place of the table.")
  private boolean json;

  public static void main(String[] args) {
    CommandFrame.main(new CompareCommand(), args);
  }

  @Override
  public Outcome run() {
    if (!(margin >= 0)) {
      throw new ConfigException("Invalid --margin: %s, expected 0 or more".formatted(margin));
    }
    ClusterPaths.ofThisProcess().check("RUN", first, second);
    try (SparkSession session = SparkSession.builder().appName("flan compare").getOrCreate()) {
      RunComparison found = RunComparison.of(session, first, second);
      System.out.print(
          json
              ? ReportJson.print(found)
              : String.join("\n", new ComparisonTable(found).lines()) + "\n");
      return outcome(found);
    }
  }

  private Outcome outcome(RunComparison found) {
    List<String> worse =
        Stream.concat(
                found.rows().stream()
                    .map(ClusterRow::cluster)
                    .filter(cluster -> cluster.gain().difference() < -margin)
                    .map(Compared::name),
                found.difference() < -margin ? Stream.of("the mean") : Stream.empty())
            .collect(Collectors.toList());
    return worse.isEmpty()
        ? Outcome.done("%s is not worse than %s".formatted(second, first))
        : new Outcome(
            ExitCode.REFUSED.code(),
            "worse",
            "%s is worse than %s by more than %s: %s"
                .formatted(second, first, margin, String.join(", ", worse)));
  }
}
