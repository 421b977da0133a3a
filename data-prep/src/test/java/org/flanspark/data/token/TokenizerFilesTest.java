package org.flanspark.data.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.flanspark.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFilesTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private org.apache.hadoop.fs.Path location(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  @Test
  void readsBackWhatItWrote() {
    TokenizerFiles files = TokenizerFiles.of("{\"model\": 1}", "{\"eos_token\": \"é\"}");
    files.write(location("t"), HADOOP);

    assertThat(TokenizerFiles.read(location("t"), HADOOP)).isEqualTo(files);
    assertThat(TokenizerFiles.read(location("t/tokenizer.json"), HADOOP)).isEqualTo(files);
  }

  @Test
  void takesATokenizerWithoutConfiguration() throws Exception {
    Files.writeString(folder.resolve("tokenizer.json"), "abc");

    assertThat(TokenizerFiles.read(location(""), HADOOP))
        .isEqualTo(
            new TokenizerFiles(
                "abc", "{}", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void saysWhatToDoAboutALoneSentencePieceModel() throws Exception {
    Files.writeString(folder.resolve("tokenizer.model"), "");

    assertThatThrownBy(() -> TokenizerFiles.read(location(""), HADOOP))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Cannot open the tokenizer in file:")
        .hasMessageEndingWith(
            ": it holds only tokenizer.model, expected tokenizer.json; convert it once with"
                + " transformers: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> TokenizerFiles.read(location("tokenizer.json"), HADOOP))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Missing tokenizer file file:")
        .hasMessageEndingWith("/tokenizer.json; `flan tokenizer` trains one");
  }
}
