package org.flanspark.tuning.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * ND4J's native libraries in the job jar, and the processor that is to run one of them. A library
 * for a newer processor ends the process at its first instruction, so this is known before ND4J is
 * touched.
 *
 * @param held the libraries in the jar
 * @param processor what this machine's runs
 */
record NativeBuild(List<ProcessorKind> held, ProcessorKind processor) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String LIBRARY = "org/nd4j/linalg/cpu/nativecpu/bindings/%s/libnd4jcpu.so";

  NativeBuild {
    held = List.copyOf(held);
  }

  static NativeBuild ofThisProcess() throws IOException {
    List<ProcessorKind> held = new ArrayList<>();
    for (ProcessorKind kind : ProcessorKind.values()) {
      String library = LIBRARY.formatted(kind.classifier());
      if (NativeBuild.class.getClassLoader().getResource(library) != null) {
        held.add(kind);
      }
    }
    List<String> lines = Files.isReadable(PROCESSORS) ? Files.readAllLines(PROCESSORS) : List.of();
    return new NativeBuild(held, ProcessorKind.of(ProcessorKind.flags(lines)));
  }

  /** Whether this processor runs what the jar holds; a jar for cards holds none of these. */
  boolean runs() {
    return held.isEmpty() || held.stream().anyMatch(kind -> kind.compareTo(processor) <= 0);
  }

  @Override
  public String toString() {
    String libraries =
        held.stream().map(ProcessorKind::classifier).collect(Collectors.joining(", "));
    return held.isEmpty()
        ? "no library for processors"
        : "library %s, processor fit for %s".formatted(libraries, processor.classifier());
  }
}
