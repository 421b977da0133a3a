package org.flanspark.data.command;

import java.util.stream.Collectors;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.NamedMixtures;
import picocli.CommandLine.Command;

/** {@code flan tasks mixtures}: what {@code mixture.named} may name. */
@Command(
    name = "mixtures",
    mixinStandardHelpOptions = true,
    description = "Lists the shipped mixtures, which mixture.named takes by name.")
final class TasksMixturesCommand implements FlanCommand {
  @Override
  public Outcome run() {
    for (String name : NamedMixtures.names()) {
      System.out.printf("%-45s %s%n", name, comment(NamedMixtures.text(name)));
    }
    return Outcome.done("%s mixtures".formatted(NamedMixtures.names().size()));
  }

  private static String comment(String text) {
    return text.lines()
        .takeWhile(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .collect(Collectors.joining(" "));
  }
}
