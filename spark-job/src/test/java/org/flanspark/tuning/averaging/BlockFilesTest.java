package org.flanspark.tuning.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks in folders as Spark lays them out: {@code blockmgr-.../0a/broadcast_1}. */
class BlockFilesTest {
  @TempDir private Path local;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(local.resolve("blocks/0a"));
    Files.createDirectories(local.resolve("blocks/0b"));
    Files.createDirectories(local.resolve("others/0a"));
  }

  @Test
  void aFileIsTakenAgainWhenItsBlockHasBeenDeleted() throws Exception {
    Path first = BlockFiles.take(block("blocks/0a/one"));
    Path link = written(first, "blocks/0a/one", "1234");

    Path second = BlockFiles.take(block("blocks/0b/two"));
    assertThat(second).isNotEqualTo(first);
    BlockFiles.written(second);

    Files.delete(link);
    assertThat(BlockFiles.take(block("blocks/0b/three"))).isEqualTo(first);
    assertThat(BlockFiles.take(block("blocks/0b/four"))).isEqualTo(second);
  }

  @Test
  void aBlockKeepsItsBytesWhileOthersAreWritten() throws Exception {
    Path link = written(BlockFiles.take(block("blocks/0a/one")), "blocks/0a/one", "1234");
    written(BlockFiles.take(block("blocks/0a/two")), "blocks/0a/two", "5678");
    assertThat(link).hasContent("1234");
  }

  @Test
  void aFileIsNobodyElsesWhileItIsWritten() throws Exception {
    Path first = BlockFiles.take(block("blocks/0a/one"));
    assertThat(BlockFiles.take(block("blocks/0a/two"))).isNotEqualTo(first);
  }

  @Test
  void blocksOfAnotherLocalFolderHaveFilesThere() throws Exception {
    Path file = BlockFiles.take(block("blocks/0a/one"));
    BlockFiles.written(file);
    Path other = BlockFiles.take(block("others/0a/one"));
    assertThat(file).hasParent(local.resolve("blocks"));
    assertThat(other).hasParent(local.resolve("others"));
  }

  @Test
  void aFileThatSomebodyDeletedIsMadeAnew() throws Exception {
    Path file = BlockFiles.take(block("blocks/0a/one"));
    BlockFiles.written(file);
    Files.delete(file);
    assertThat(BlockFiles.take(block("blocks/0a/two"))).isNotEqualTo(file).exists();
  }

  /** The link under which Spark takes it over. */
  private Path written(Path file, String block, String content) throws IOException {
    Files.writeString(file, content);
    Path link = BlockFiles.link(file, block(block));
    BlockFiles.written(file);
    return link;
  }

  private File block(String name) {
    return local.resolve(name).toFile();
  }
}
