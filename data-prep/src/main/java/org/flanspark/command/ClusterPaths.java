package org.flanspark.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a run's paths on a host's own disk where driver and executors are on several hosts: each
 * would find another file, or none.
 *
 * @param master Spark's
 * @param defaultFileSystem of paths that name none
 * @param user whose folder a remedy names
 */
public record ClusterPaths(String master, URI defaultFileSystem, String user) {
  /** On Kubernetes a local path is a volume's; a standalone master may be this host's own. */
  private static final Pattern SEVERAL_HOSTS =
      Pattern.compile("yarn|spark://(?!127\\.|localhost[:,]|\\[::1\\]).*");

  private static final String FILE = "file";

  /** As Spark tells the driver; a command without Spark runs on one host. */
  public static ClusterPaths ofThisProcess() {
    return new ClusterPaths(
        System.getProperty("spark.master", ""),
        FileSystem.getDefaultUri(new Configuration()),
        System.getProperty("user.name", "me"));
  }

  /**
   * Looks at paths alone, and opens nothing.
   *
   * @throws ConfigException with each key that names a file of one host
   */
  void check(RunConfig config) {
    if (SEVERAL_HOSTS.matcher(master).matches()) {
      check(
          Stream.concat(inputs(config).stream(), outputs(config).stream()),
          config.execution().sharedFolders());
    }
  }

  /**
   * The same for folders that a command's arguments name.
   *
   * @param argument as its usage names it
   * @throws ConfigException with each that is of one host
   */
  public void check(String argument, String... folders) {
    if (SEVERAL_HOSTS.matcher(master).matches()) {
      check(Stream.of(folders).map(folder -> new Named(argument, folder, true)), List.of());
    }
  }

  private void check(Stream<Named> paths, List<String> shared) {
    List<String> problems =
        paths.filter(named -> isOfOneHost(named.path(), shared)).map(this::problem).toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** A path of the configuration; an input lies somewhere already, and has to be copied. */
  private record Named(String key, String path, boolean input) {
    static Optional<Named> input(String key, @Nullable String path) {
      return Optional.ofNullable(path).map(value -> new Named(key, value, true));
    }

    static Named output(String key, String path) {
      return new Named(key, path, false);
    }
  }

  /** Task files are the driver's alone, and come to it with the settings. */
  private static List<Named> inputs(RunConfig config) {
    List<Named> inputs = new ArrayList<>();
    Named.input("data.root", config.data().root()).ifPresent(inputs::add);
    Named.input("mixture.forget", config.mixture().forget()).ifPresent(inputs::add);
    Named.input("tokenizer.file", config.tokenizer().file()).ifPresent(inputs::add);
    Named.input("model.from", config.model().from()).ifPresent(inputs::add);
    return inputs;
  }

  private static List<Named> outputs(RunConfig config) {
    return List.of(
        Named.output("output.prepared", config.output().prepared()),
        Named.output("output.rendered", config.output().rendered()),
        Named.output("output.answers", config.output().answers()),
        Named.output("output.run", config.output().run()),
        Named.output("nightly.folder", config.nightly().folder()));
  }

  /** A relative path of a local default file system may be a default that the command ignores. */
  private boolean isOfOneHost(String text, List<String> shared) {
    Path path = new Path(text);
    String scheme = path.toUri().getScheme();
    boolean local =
        scheme == null
            ? FILE.equals(defaultFileSystem.getScheme()) && path.isAbsolute()
            : scheme.equals(FILE);
    return local
        && shared.stream()
            .noneMatch(folder -> java.nio.file.Path.of(local(text)).startsWith(folder));
  }

  private String problem(Named named) {
    String there = elsewhere(named.path());
    return "Cannot use %s: %s with the master %s, whose hosts have disks of their own: %sset %s to %s, or name a mount that all hosts have in execution.shared-folders"
        .formatted(
            named.key(),
            named.path(),
            master,
            named.input()
                ? "`hdfs dfs -put %s %s`, and ".formatted(local(named.path()), there)
                : "",
            named.key(),
            there);
  }

  private static String local(String path) {
    return new Path(path).toUri().getPath();
  }

  private String elsewhere(String path) {
    String root =
        FILE.equals(defaultFileSystem.getScheme()) ? "hdfs://" : defaultFileSystem.toString();
    return "%s/user/%s/%s"
        .formatted(root.replaceAll("(?<=[^/:])/$", ""), user, new Path(path).getName());
  }
}
