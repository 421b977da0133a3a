package org.flanspark.tuning.metric;

import java.util.Map;

/** What is measured of one answered prompt by itself. */
@FunctionalInterface
interface PromptScores {
  /** The numbers by name. */
  Map<String, Double> of(AnsweredPrompt prompt);
}
