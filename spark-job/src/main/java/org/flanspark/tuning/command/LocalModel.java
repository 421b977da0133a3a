package org.flanspark.tuning.command;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.Backend;
import org.flanspark.data.token.TokenIds;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.inference.DecoderLanguageModel;
import org.flanspark.tuning.inference.LanguageModel;
import org.flanspark.tuning.kernel.device.KernelChoice;

/**
 * A model folder that a command uses on this machine.
 *
 * @param frame what stands around every prompt
 */
record LocalModel(ModelFolder folder, Tokenizer tokenizer, PromptFrame frame) {
  /** The folder's settings and tokenizer; prompts are used as they are given. */
  static LocalModel open(String folder) {
    Configuration hadoop = new Configuration();
    ModelFolder model = ModelFolder.open(new Path(folder), hadoop);
    Tokenizer tokenizer = Tokenizers.shared(TokenizerFiles.read(model.path(), hadoop));
    model.requireVocabulary(tokenizer.vocabularySize());
    return new LocalModel(model, tokenizer, PromptFrame.NONE);
  }

  /** The same with prompts framed as training's inputs were. */
  LocalModel withSeparator() {
    return new LocalModel(folder, tokenizer, PromptFrame.ofTraining(folder, tokenizer));
  }

  /** A prompt's ids as the model shall see them. */
  TokenIds prompt(String text) {
    return frame.around(tokenizer.encode(text));
  }

  /** The most tokens of a prompt and what follows it. */
  int context() {
    return folder.shape().context();
  }

  /** Reads the weights, for all cores of this machine. */
  LanguageModel load() {
    try (StoredParameters weights = folder.weights()) {
      int threads = Runtime.getRuntime().availableProcessors();
      return DecoderLanguageModel.of(
          folder.shape(), weights, KernelChoice.open(Backend.AUTO, threads));
    }
  }
}
