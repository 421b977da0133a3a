package org.flanspark.tuning.doctor;

import java.util.List;
import java.util.Set;

/** What ND4J's native libraries are built for, the least demanding first. */
enum ProcessorKind {
  ANY("linux-x86_64", Set.of()),
  AVX2("linux-x86_64-avx2", Set.of("avx2")),
  AVX512("linux-x86_64-avx512", Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl"));

  private final String classifier;
  private final Set<String> flags;

  ProcessorKind(String classifier, Set<String> flags) {
    this.classifier = classifier;
    this.flags = flags;
  }

  /** As Maven names the library. */
  String classifier() {
    return classifier;
  }

  /** The most that a processor with these flags runs, as the kernel lists them. */
  static ProcessorKind of(Set<String> processorFlags) {
    ProcessorKind best = ANY;
    for (ProcessorKind kind : values()) {
      best = processorFlags.containsAll(kind.flags) ? kind : best;
    }
    return best;
  }

  /** The flags of the first processor in {@code /proc/cpuinfo}; none where it lists none. */
  static Set<String> flags(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
        .orElse(Set.of());
  }
}
