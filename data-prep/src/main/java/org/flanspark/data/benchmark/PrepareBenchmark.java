package org.flanspark.data.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.command.PeakMemory;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.Prepare;
import org.flanspark.data.prepare.TrainTokenizer;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.data.token.TokenizerFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/benchmark prepare}: a preparation of rows that it makes itself, timed. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prepares a mixture of three tasks with lengths like FLAN's, every row of which is drawn, from"
          + " raw records to the marker, and then tokenizes the same texts on the same cores with"
          + " nothing else.",
      "Prints examples_per_second=, tokens_per_second=, bare_tokens_per_second=,",
      "positions_used=<share of the packed rows' positions> and executor_peak_bytes=<resident>."
    })
public final class PrepareBenchmark implements FlanCommand {
  private static final int TOKENIZER_ROWS = 3_000;

  @Option(names = "--rows", description = "Rows of all tasks (default: ${DEFAULT-VALUE}).")
  private int rows = 60_000;

  @Option(
      names = "--vocabulary",
      description = "Of the tokenizer, which is trained first (default: ${DEFAULT-VALUE}).")
  private int vocabulary = 8192;

  @Option(
      names = "--duplicates",
      description = "none, exact or near, as quality.duplicates (default: ${DEFAULT-VALUE}).")
  private String duplicates = "exact";

  public static void main(String[] args) {
    CommandFrame.main(new PrepareBenchmark(), args);
  }

  @Override
  public Outcome run() {
    if (rows < 300) {
      throw new ConfigException("Invalid --rows: %s, expected at least 300".formatted(rows));
    }
    Path folder = temporaryFolder();
    try {
      SparkSession session = SparkSession.builder().getOrCreate();
      measure(session, folder);
      return Outcome.done("%s rows prepared".formatted(rows));
    } finally {
      FileUtils.deleteQuietly(folder.toFile());
    }
  }

  private void measure(SparkSession session, Path folder) {
    BenchmarkMixture small = new BenchmarkMixture(folder.resolve("tokenizer"));
    small.write(Math.min(rows, TOKENIZER_ROWS));
    TokenizerFiles tokenizer = TrainTokenizer.run(session, config(small, folder));
    tokenizer.writeAs(
        new org.apache.hadoop.fs.Path(folder.resolve("tokenizer.json").toUri()),
        new Configuration());
    BenchmarkMixture mixture = new BenchmarkMixture(folder.resolve("mixture"));
    mixture.write(rows);
    RunConfig config = config(mixture, folder);

    long start = System.nanoTime();
    Manifest manifest = Prepare.run(session, config);
    double seconds = (System.nanoTime() - start) / 1e9;

    Manifest.PackedFacts packed = manifest.packed().get(PreparedFolder.TRAIN);
    if (packed == null) {
      throw new IllegalStateException("Cannot measure: nothing was packed");
    }
    print("seconds=%.1f", seconds);
    print("examples_per_second=%.0f", packed.segments() / seconds);
    print("tokens_per_second=%.0f", packed.tokens() / seconds);
    print(
        "bare_tokens_per_second=%.0f",
        BareTokenizer.tokensPerSecond(
            session,
            tokenizer,
            new PreparedFolder(config.output().prepared())
                .examples(PreparedFolder.TRAIN)
                .toString()));
    print("positions_used=%.4f", packed.positionsUsed());
    print("executor_peak_bytes=%d", PeakMemory.bytes());
  }

  private RunConfig config(BenchmarkMixture mixture, Path folder) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("data.root", mixture.data().toString());
    settings.put("data.tasks", mixture.tasks().toString());
    settings.put("mixture.tasks", mixture.names());
    settings.put("mixture.cap-per-task", Integer.toString(rows));
    settings.put("mixture.max-rate", Integer.toString(rows));
    settings.put("quality.duplicates", duplicates);
    settings.put("tokenizer.file", folder.resolve("tokenizer.json").toString());
    settings.put("tokenizer.vocabulary-size", Integer.toString(vocabulary));
    settings.put("output.prepared", folder.resolve("prepared").toString());
    settings.put("output.rendered", folder.resolve("rendered").toString());
    return RunConfig.read(new ConfigSource(Map.of(), "", settings, LocalDate.EPOCH, Map.of()));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("flanspark-prepare");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
