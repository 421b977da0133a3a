package org.flanspark.data.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.flanspark.config.RunConfig;
import org.flanspark.data.rendered.Bucketing;
import org.flanspark.data.rendered.Use;
import org.flanspark.data.shard.DataException;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.vocabulary.BytePairTrainer;
import org.flanspark.data.vocabulary.TokenizerFile;
import org.flanspark.data.vocabulary.Vocabulary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw records to a tokenizer of the mixture's own texts. The same records and settings give the
 * same bytes.
 */
public final class TrainTokenizer {
  private static final Logger LOG = LoggerFactory.getLogger(TrainTokenizer.class);

  private TrainTokenizer() {}

  /**
   * The tokenizer's files; nothing is written.
   *
   * @throws org.flanspark.config.ConfigException where the configuration or a task file is wrong
   * @throws org.flanspark.data.shard.DataException where no record is left to train on
   */
  public static TokenizerFiles run(SparkSession session, RunConfig config) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    ChosenTasks chosen = ChosenTasks.of(config, hadoop).trainedAlone();
    BytePairTrainer trainer = new BytePairTrainer(config.tokenizer().vocabularySize());
    List<SourceFile> files = SourceFile.find(chosen.tasks(), config.data().root(), hadoop);
    SparkSession own = PreparationSession.of(session);
    List<Bucketing> bucketing = new ArrayList<>();
    List<Long> wanted = new ArrayList<>();
    for (int task = 0; task < chosen.roles().size(); task++) {
      bucketing.add(Bucketing.forBytes(SourceBytes.of(task, files)));
      wanted.add(
          Demand.first(chosen.roles().get(task), config)
              .part(bucketing.get(task).count())
              .of(Use.TRAINING));
    }
    Dataset<Row> judged =
        new JudgedRecords(
                chosen.tasks(),
                BucketPlaces.of(bucketing),
                new RecordCheck(List.of(Vocabulary.END_OF_TEXT)),
                config.mixture().capBy(),
                config.mixture().seed())
            .of(new SourceReader(own).read(files, chosen.tasks()));
    Station station = new Station(LOG);
    Map<String, Long> words =
        new CorpusWords(chosen.tasks(), wanted, Rendering.of(config)).count(judged);
    station.done("words", words.size() + " different ones");
    if (words.isEmpty()) {
      throw new DataException(
          "Cannot train a tokenizer: no training record is left of tasks "
              + chosen.tasks().stream().map(task -> task.name()).toList());
    }
    Vocabulary vocabulary = trainer.train(words);
    station.done("merge", vocabulary.size() + " tokens");
    return TokenizerFile.files(vocabulary);
  }
}
