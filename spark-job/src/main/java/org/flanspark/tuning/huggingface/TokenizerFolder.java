package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.flanspark.data.token.TokenizerFiles;

/**
 * The tokenizer's files on their way into a model folder: byte for byte, but for {@code
 * tokenizer_config.json}, which gets the chat template.
 */
final class TokenizerFolder {
  /** Where newer tools look for a template first: another model's must not win over ours. */
  private static final Set<String> CHAT_TEMPLATES =
      Set.of("chat_template.jinja", "chat_template.json");

  private TokenizerFolder() {}

  /** Copies every file of a folder, hidden ones left out. */
  static List<WrittenFile> copy(FolderFiles from, FolderFiles to) {
    List<WrittenFile> written = new ArrayList<>();
    CHAT_TEMPLATES.forEach(to::delete);
    for (FileStatus entry : from.list()) {
      String name = entry.getPath().getName();
      if (entry.isFile() && isCopied(name)) {
        written.add(to.write(name, from.read(name)));
      }
    }
    return written;
  }

  private static boolean isCopied(String name) {
    return !name.startsWith(".")
        && !name.equals(TokenizerFiles.CONFIGURATION_FILE)
        && !CHAT_TEMPLATES.contains(name);
  }

  /** The tokenizer's own configuration, with our end of sequence and chat template. */
  static WrittenFile writeConfiguration(
      TokenizerFiles tokenizer, PromptTexts prompt, int context, FolderFiles to) {
    ObjectNode configuration =
        FolderFiles.parse(
            tokenizer.configuration().getBytes(StandardCharsets.UTF_8),
            TokenizerFiles.CONFIGURATION_FILE);
    if (!configuration.hasNonNull("tokenizer_class")) {
      configuration.put("tokenizer_class", "PreTrainedTokenizerFast");
    }
    if (!configuration.hasNonNull("clean_up_tokenization_spaces")) {
      configuration.put("clean_up_tokenization_spaces", false);
    }
    configuration.put("eos_token", prompt.end());
    configuration.put("model_max_length", context);
    configuration.put("chat_template", ChatTemplate.of(prompt));
    return to.writeJson(TokenizerFiles.CONFIGURATION_FILE, configuration);
  }
}
