package org.flanspark.kubernetes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The instructions of a Dockerfile, as far as ours uses the <a
 * href="https://docs.docker.com/reference/dockerfile/">format</a>: one stage, no variables.
 */
public record Dockerfile(List<Instruction> instructions) {
  private static final Set<String> KNOWN =
      Set.of("FROM", "RUN", "ENV", "COPY", "WORKDIR", "USER", "ENTRYPOINT");

  public Dockerfile {
    instructions = List.copyOf(instructions);
  }

  /** A line, with its continuations. */
  public record Instruction(String name, String arguments) {
    private List<String> words() {
      return Arrays.asList(arguments.split("\\s+"));
    }
  }

  /**
   * What one word of a COPY puts where.
   *
   * @param source in the build's context
   * @param target in the image: a folder's contents, or a file
   */
  public record Copy(String source, String target) {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException for an instruction that ours has no use for
   */
  public static Dockerfile parse(String text) {
    List<Instruction> instructions = new ArrayList<>();
    String whole = text.replaceAll("(?m)^\\s*#.*\\R?", "").replaceAll("\\\\\\R", " ");
    for (String line : whole.lines().filter(one -> !one.isBlank()).toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      if (!KNOWN.contains(parts[0]) || parts.length == 1) {
        throw new IllegalArgumentException("Unknown instruction: " + line);
      }
      instructions.add(new Instruction(parts[0], parts[1]));
    }
    if (instructions.isEmpty() || !instructions.get(0).name().equals("FROM")) {
      throw new IllegalArgumentException("Missing FROM");
    }
    return new Dockerfile(instructions);
  }

  /** The arguments of the only instruction of that name. */
  public String only(String name) {
    List<String> found = all(name).map(Instruction::arguments).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException("Expected one %s, found %s".formatted(name, found));
    }
    return found.get(0);
  }

  /** The entry point's words, which are JSON. */
  public List<String> entrypoint() {
    return Stream.of(only("ENTRYPOINT").replaceAll("^\\[|\\]$", "").split(","))
        .map(word -> word.strip().replaceAll("^\"|\"$", ""))
        .toList();
  }

  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    all("ENV")
        .flatMap(instruction -> instruction.words().stream())
        .map(word -> word.split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    return environment;
  }

  public List<Copy> copies() {
    return all("COPY").flatMap(instruction -> copies(instruction).stream()).toList();
  }

  private static List<Copy> copies(Instruction instruction) {
    List<String> words = instruction.words();
    String target = words.get(words.size() - 1);
    return words.subList(0, words.size() - 1).stream()
        .map(source -> new Copy(source.replaceAll("/$", ""), target(source, target)))
        .toList();
  }

  /** A folder is copied by its contents, a file into a folder keeps its name. */
  private static String target(String source, String target) {
    boolean fileIntoFolder = target.endsWith("/") && !source.endsWith("/");
    return fileIntoFolder
        ? target + source.substring(source.lastIndexOf('/') + 1)
        : target.replaceAll("/$", "");
  }

  private Stream<Instruction> all(String name) {
    return instructions.stream().filter(one -> one.name().equals(name));
  }
}
