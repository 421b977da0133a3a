package org.flanspark.tuning.evaluation;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.flanspark.config.EvaluationConfig;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.PreparedFolder;
import org.flanspark.tuning.evaluation.answer.AnsweringSettings;
import org.flanspark.tuning.evaluation.answer.ModelSource;
import org.flanspark.tuning.model.ModelShape;

/**
 * A run whose model is to be evaluated, checked to fit together.
 *
 * @param folder of the run
 * @param tuned the trained model
 * @param untuned the model that training started from, where it is asked for
 * @param shape of both
 * @param prepared the data with the prompts
 * @param manifest of the data
 * @param settings what to evaluate
 * @param answering what executors need beside the model
 * @param answers where models' answers are kept, as executors reach it
 * @param seed of the choice of examples
 */
record EvaluatedRun(
    Path folder,
    ModelSource tuned,
    Optional<ModelSource> untuned,
    ModelShape shape,
    PreparedFolder prepared,
    Manifest manifest,
    EvaluationConfig settings,
    AnsweringSettings answering,
    String answers,
    long seed) {}
