package org.flanspark.tuning.evaluation.answer;

import java.io.Serializable;
import org.flanspark.tuning.inference.LanguageModel;

/** Where an executor gets a model from; travels to it. */
public interface ModelSource extends Serializable {
  /** The same for two sources of the same weights, wherever they lie. */
  String key();

  /** Where the weights come from, for people. */
  String where();

  /** Loads the model. */
  LanguageModel open();
}
