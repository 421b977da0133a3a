package org.flanspark.data.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flanspark.command.CommandFrame;
import org.flanspark.command.Outcome;
import org.flanspark.data.LocalSpark;
import org.flanspark.data.prepare.SmallWorld;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerCommandIT {
  @TempDir private Path root;

  private SmallWorld world;

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeTasks() throws IOException {
    world = SmallWorld.in(root);
    Files.delete(root.resolve("tokenizer.json"));
  }

  @Test
  void trainsATokenizerThatPrepareTakesAndTrainsNoOther() throws IOException {
    Outcome first = tokenizer();
    byte[] bytes = Files.readAllBytes(root.resolve("tokenizer.json"));
    Outcome again = tokenizer();

    assertThat(first.code()).isZero();
    assertThat(first.message()).isEqualTo("tokenizer in " + root.resolve("tokenizer.json"));
    assertThat(again.outcome()).isEqualTo("nothing-new");
    assertThat(root.resolve("tokenizer.json")).hasBinaryContent(bytes);
    assertThat(world.read("tokenizer.json")).contains("OPTIONS", "Twice");
    assertThat(world.read("tokenizer.json")).doesNotContain("begin");

    Outcome prepared = CommandFrame.execute(new PrepareCommand(), arguments());
    assertThat(prepared.message()).isEqualTo("prepared data in " + world.prepared());
    assertThat(world.read("prepared/outcome.json")).contains("\"code\" : 0");
    assertThat(CommandFrame.execute(new PrepareCommand(), arguments()).message())
        .isEqualTo(world.prepared() + " was prepared from the same inputs by the same settings");
  }

  @Test
  void refusesToReplaceAnotherTokenizerUnlessForced() throws IOException {
    Files.deleteIfExists(root.resolve(".tokenizer.json.crc"));
    world.write("tokenizer.json", "{}");

    Outcome refused = tokenizer();
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.message())
        .isEqualTo(
            "Cannot write tokenizer.file: %s is another tokenizer; --force replaces it, and what was prepared or trained with it no longer fits"
                .formatted(root.resolve("tokenizer.json")));
    assertThat(world.read("tokenizer.json")).isEqualTo("{}");
    assertThat(tokenizer("--force").code()).isZero();
    assertThat(world.read("tokenizer.json")).contains("OPTIONS");
  }

  private Outcome tokenizer(String... more) {
    List<String> arguments = new ArrayList<>(List.of(arguments()));
    arguments.addAll(List.of(more));
    return CommandFrame.execute(new TokenizerCommand(), arguments.toArray(String[]::new));
  }

  private String[] arguments() {
    List<String> arguments = new ArrayList<>();
    world
        .with("tokenizer.vocabulary-size", "320")
        .settings()
        .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments.toArray(String[]::new);
  }
}
