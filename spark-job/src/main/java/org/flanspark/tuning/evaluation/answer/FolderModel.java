package org.flanspark.tuning.evaluation.answer;

import org.apache.hadoop.fs.Path;
import org.flanspark.tuning.batch.HadoopSettings;
import org.flanspark.tuning.huggingface.ModelFolder;
import org.flanspark.tuning.huggingface.StoredParameters;
import org.flanspark.tuning.inference.LanguageModel;

/**
 * A model that each executor reads from a folder that all of them see.
 *
 * @param folder as Hugging Face tools load it
 * @param digest of its weights and architecture
 * @param hadoop how to reach the folder
 */
public record FolderModel(String folder, String digest, Computing computing, HadoopSettings hadoop)
    implements ModelSource {
  @Override
  public String key() {
    return digest;
  }

  @Override
  public String where() {
    return folder;
  }

  @Override
  public LanguageModel open() {
    ModelFolder model = ModelFolder.open(new Path(folder), hadoop.configuration());
    try (StoredParameters weights = model.weights()) {
      return computing.model(model.shape(), weights);
    }
  }
}
