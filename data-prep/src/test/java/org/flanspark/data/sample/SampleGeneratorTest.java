package org.flanspark.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.data.shard.StableHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGeneratorTest {
  @TempDir private Path folder;

  @Test
  void writesTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
    Map<String, String> digests = digests("a");

    assertThat(digests).hasSize(75);
    assertThat(digests("b")).isEqualTo(digests);
    assertThat(digests("c", "--seed", "7"))
        .hasSize(75)
        .doesNotContainEntry(
            "island_reviews/train.jsonl", digests.get("island_reviews/train.jsonl"));
    assertLines();
  }

  private void assertLines() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("a/island_reviews/train.jsonl")))
        .hasSize(1000)
        .startsWith("{\"review\":\"I warned all my friends: the museum was nasty.\",\"label\":0}");
    assertThat(Files.readString(folder.resolve("a/right_tool/test.jsonl"))).endsWith("}\n");
  }

  @Test
  void needsAFolder() {
    Outcome outcome = CommandFrame.execute(new SampleCommand());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.message()).startsWith("Missing required option: '--out=DIR'");
  }

  private Map<String, String> digests(String name, String... options) throws IOException {
    Path out = folder.resolve(name);
    String[] arguments =
        Stream.concat(Stream.of("--out", out.toString()), Stream.of(options))
            .toArray(String[]::new);
    Outcome outcome = CommandFrame.execute(new SampleCommand(), arguments);
    assertThat(outcome).isEqualTo(Outcome.done("32640 records of 25 tasks in " + out));
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        digests.put(
            out.relativize(file).toString(), StableHash.hexadecimal(Files.readAllBytes(file)));
      }
    }
    return digests;
  }
}
