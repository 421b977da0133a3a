package org.flanspark.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.flanspark.config.ConfigException;
import org.flanspark.data.shard.DataException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandFrameTest {
  @TempDir Path folder;

  @Test
  void aCommandThatEndsWellGivesItsOwnOutcome() {
    assertThat(execute(() -> Outcome.nothingNew("all done before")))
        .isEqualTo(new Outcome(0, "nothing-new", "all done before"));
  }

  @Test
  void eachKindOfFailureHasItsExitCode() {
    assertThat(execute(failing(new ConfigException("Invalid x"))))
        .isEqualTo(failed(2, "Invalid x"));
    assertThat(execute(failing(new DataException("Missing y")))).isEqualTo(failed(3, "Missing y"));
    assertThat(execute(failing(new IllegalStateException("broken"))))
        .isEqualTo(failed(1, "java.lang.IllegalStateException: broken"));
  }

  @Test
  void aCauseThatSaysWhoMustActIsFoundInsideOtherExceptions() {
    RuntimeException wrapped =
        new RuntimeException("Job aborted", new RuntimeException(new DataException("Bad shard")));

    assertThat(execute(failing(wrapped))).isEqualTo(failed(3, "Bad shard"));
  }

  @Test
  void aCheckedExceptionThatScalaDoesNotDeclareIsReportedAsAnyOther() throws Exception {
    Outcome outcome = execute(() -> sneak(new SparkException("Job aborted")));

    assertThat(outcome).isEqualTo(failed(1, "org.apache.spark.SparkException: Job aborted"));
    assertThat(Files.readString(folder.resolve("outcome.json"))).contains("Job aborted");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAlone() {
    UncheckedIOException unreadable =
        new UncheckedIOException("Cannot read a.jsonl: gone", new IOException("gone"));

    assertThat(execute(() -> sneak(new SparkException("Job aborted", unreadable))))
        .isEqualTo(failed(1, "Cannot read a.jsonl: gone"));
  }

  @Test
  void anUnknownOptionIsAConfigurationError() {
    Outcome outcome = execute(() -> Outcome.done("never"), "--fast");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message()).startsWith("Unknown option: '--fast'").contains("--help");
  }

  @Test
  void runsTheSubcommandThatIsNamed() {
    assertThat(execute(() -> Outcome.done("never"), "inner", "--name", "x"))
        .isEqualTo(Outcome.done("inner x"));
  }

  @Test
  void helpIsOfTheSubcommandThatIsNamed() {
    assertThat(help("--help")).contains("Usage: probe [-hV]", "inner");
    assertThat(help("inner", "--help")).startsWith("Usage: probe inner [-hV] [--name=<name>]");
  }

  @Test
  void writesTheOutcomeIntoTheFolderThatTheCommandNames() throws Exception {
    execute(failing(new DataException("Missing y")));

    assertThat(Files.readString(folder.resolve("outcome.json")))
        .contains("\"code\" : 3", "\"outcome\" : \"failed\"", "\"message\" : \"Missing y\"");
  }

  private Outcome execute(Supplier<Outcome> work, String... args) {
    return CommandFrame.execute(new Probe(work, folder), args);
  }

  private static Supplier<Outcome> failing(RuntimeException exception) {
    return () -> {
      throw exception;
    };
  }

  /** Throws as Scala code does, which declares nothing. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> Outcome sneak(Exception exception) throws E {
    throw (E) exception;
  }

  private static Outcome failed(int code, String message) {
    return new Outcome(code, "failed", message);
  }

  private String help(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(execute(() -> Outcome.done("never"), args))
          .isEqualTo(Outcome.done("help printed"));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Command(name = "inner", mixinStandardHelpOptions = true)
  private static final class Inner implements FlanCommand {
    @Option(names = "--name")
    private @Nullable String name;

    @Override
    public Outcome run() {
      return Outcome.done("inner " + name);
    }
  }

  @Command(name = "probe", mixinStandardHelpOptions = true, subcommands = Inner.class)
  private static final class Probe implements FlanCommand {
    private final Supplier<Outcome> work;
    private final Path folder;

    @Option(names = "--name")
    private @Nullable String name;

    Probe(Supplier<Outcome> work, Path folder) {
      this.work = work;
      this.folder = folder;
    }

    @Override
    public Outcome run() {
      return work.get();
    }

    @Override
    public Optional<org.apache.hadoop.fs.Path> outcomeFolder() {
      return Optional.of(new org.apache.hadoop.fs.Path(folder.toUri()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--set, data.root=s3a://AKIA1:hush@lake/raw, --set data.root",
    "--model, hdfs://AKIA1:hush@names/gpt2, --model",
    "--set=data.tasks=[a; 'https://AKIA1:hush@host/t'], --limit, --set",
    "s3a://AKIA1:hush@lake/run, --json, 1"
  })
  void anAddressWithAPasswordAmongTheArgumentsIsRefusedAndNotRepeated(
      String first, String second, String named) {
    Outcome outcome = CommandFrame.execute(new Done(), first.replace(';', ','), second);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message())
        .startsWith("Invalid argument " + named + ": its address holds a user's name or password")
        .doesNotContain("AKIA1", "hush");
  }

  @Test
  void addressesWithoutSecretsAreTakenAmongTheArguments() {
    Outcome outcome = CommandFrame.execute(new Done(), "abfss://box@me.dfs.core.windows.net/raw");

    assertThat(outcome.message()).startsWith("Unmatched argument");
  }

  @Command(name = "done")
  private static final class Done implements FlanCommand {
    @Override
    public Outcome run() {
      return Outcome.done("done");
    }
  }
}
