package org.flanspark.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flanspark.config.ConfigException;
import org.flanspark.config.ConfigSource;
import org.flanspark.config.RunConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads a run's configuration. */
public final class ConfigOptions {
  private static final String PROFILE_PREFIX = "spark.flanspark.";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The run's configuration (YAML); without it every key has its default.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key, as in --set training.learning-rate=1e-3; may be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Rows per task, for a quick pass through everything (data.limit).")
  private @Nullable Integer limit;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "What $${date} stands for, as 2026-01-31; default: today.")
  private @Nullable LocalDate date;

  /**
   * The settings of the file and the options.
   *
   * @throws ConfigException with every problem
   */
  public RunConfig read() {
    return read(file);
  }

  /**
   * The settings of another file than {@code --config}'s and of the other options.
   *
   * @throws ConfigException with every problem
   */
  public RunConfig read(@Nullable Path file) {
    return read(file, Map.of());
  }

  /**
   * The settings of another file than {@code --config}'s, of others over it, and of the options
   * over them.
   *
   * @param given dotted keys with YAML values
   * @throws ConfigException with every problem
   */
  public RunConfig read(@Nullable Path file, Map<String, String> given) {
    Map<String, String> settings = new TreeMap<>(given);
    settings.putAll(overrides);
    if (limit != null) {
      settings.put("data.limit", limit.toString());
    }
    RunConfig config =
        RunConfig.read(
            new ConfigSource(
                profile(),
                file == null ? "" : text(file, "configuration"),
                settings,
                date(),
                System.getenv()));
    ClusterPaths.ofThisProcess().check(config);
    return config;
  }

  /** What {@code ${date}} stands for. */
  public LocalDate date() {
    return date == null ? LocalDate.now() : date;
  }

  /** What {@code --config} names. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The same options once more, for the line of another command. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (file != null) {
      arguments.addAll(List.of("--config", file.toString()));
    }
    overrides.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    if (limit != null) {
      arguments.addAll(List.of("--limit", limit.toString()));
    }
    if (date != null) {
      arguments.addAll(List.of("--date", date.toString()));
    }
    return arguments;
  }

  /**
   * A file's text.
   *
   * @param what it is, for messages
   * @throws ConfigException where it cannot be read
   */
  public static String text(Path file, String what) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException("Missing %s file %s".formatted(what, file));
    } catch (IOException e) {
      throw new ConfigException("Cannot read the %s file %s: %s".formatted(what, file, e));
    }
  }

  /** Spark hands its own configuration, a profile's keys among it, to the driver as properties. */
  private static Map<String, String> profile() {
    Map<String, String> keys = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(PROFILE_PREFIX)) {
        keys.put(name.substring(PROFILE_PREFIX.length()), System.getProperty(name));
      }
    }
    return keys;
  }
}
