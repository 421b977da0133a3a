package org.flanspark.data.task;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.flanspark.config.ConfigException;
import org.flanspark.config.InlinedTask;

/**
 * The texts of the task files in one place: a folder of any Hadoop file system, or {@code
 * classpath:<root>}, whose {@value #INDEX} names them, since a jar's entries cannot be listed
 * everywhere, or a file that stands in the settings itself.
 */
public final class TaskFolder {
  static final String CLASSPATH = "classpath:";
  static final String INDEX = "index.txt";

  private TaskFolder() {}

  /**
   * The files by name.
   *
   * @throws ConfigException where the place cannot be read
   */
  static SortedMap<String, String> read(String place, Configuration hadoop) {
    Optional<InlinedTask> inlined = InlinedTask.of(place);
    if (inlined.isPresent()) {
      return new TreeMap<>(Map.of(inlined.get().file(), inlined.get().text()));
    }
    try {
      return place.startsWith(CLASSPATH)
          ? resources(place.substring(CLASSPATH.length()))
          : files(new Path(place), hadoop);
    } catch (FileNotFoundException e) {
      throw new ConfigException("Missing folder of task files: " + place);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("Cannot read the task files in %s: %s".formatted(place, e));
    }
  }

  /**
   * The same tasks in a form that needs no disk of this machine: a folder on one is replaced by its
   * files, all other places stay.
   *
   * @throws ConfigException where such a folder holds no task file
   */
  public static List<String> inlined(List<String> places, Configuration hadoop) {
    return places.stream()
        .flatMap(
            place ->
                isOfThisMachine(place, hadoop)
                    ? readSome(place, hadoop).entrySet().stream()
                        .map(file -> new InlinedTask(file.getKey(), file.getValue()).place())
                    : Stream.of(place))
        .toList();
  }

  private static boolean isOfThisMachine(String place, Configuration hadoop) {
    if (place.startsWith(CLASSPATH) || InlinedTask.of(place).isPresent()) {
      return false;
    }
    try {
      return new Path(place).getFileSystem(hadoop).getUri().getScheme().equals("file");
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("Cannot read the task files in %s: %s".formatted(place, e));
    }
  }

  private static SortedMap<String, String> resources(String root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String line : resource(root + "/" + INDEX).lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        texts.put(root + "/" + line, resource(root + "/" + line));
      }
    }
    return texts;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = TaskFolder.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static SortedMap<String, String> files(Path folder, Configuration hadoop)
      throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    SortedMap<String, String> texts = new TreeMap<>();
    RemoteIterator<LocatedFileStatus> listing = files.listFiles(folder, true);
    while (listing.hasNext()) {
      Path file = listing.next().getPath();
      if (file.getName().endsWith(".yaml") || file.getName().endsWith(".yml")) {
        try (InputStream in = files.open(file)) {
          texts.put(file.toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  /** Fails where a place holds no task file. */
  static Map<String, String> readSome(String place, Configuration hadoop) {
    Map<String, String> texts = read(place, hadoop);
    if (texts.isEmpty()) {
      throw new ConfigException("Missing task files (*.yaml) in " + place);
    }
    return texts;
  }
}
