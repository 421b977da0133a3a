package org.flanspark.data.prepare;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.flanspark.config.RunConfig;
import org.flanspark.data.source.SourceFile;
import org.flanspark.data.source.SourceReader;
import org.flanspark.data.template.TemplateChoice;
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
    RecordCheck check = new RecordCheck(List.of(Vocabulary.END_OF_TEXT));
    Dataset<Row> records =
        new CheckedRecords(chosen.tasks(), check, config.mixture().seed())
            .of(new SourceReader(own).read(files, chosen.tasks()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Station station = new Station(LOG);
    try {
      RecordCounts counts = RecordCounts.of(records);
      station.done(
          "read", "%s records, %s of them rejected".formatted(counts.all(), counts.rejected()));
      Draws draws = Draws.of(Demand.of(chosen, counts, config), records);
      TrainingTemplates templates =
          new TrainingTemplates(
              new TemplateChoice(config.mixture().seed()), config.mixture().templatesPerTask());
      Map<String, Long> words = new CorpusWords(chosen.tasks(), draws, templates).count(records);
      station.done("words", words.size() + " different ones");
      Vocabulary vocabulary = trainer.train(words);
      station.done("merge", vocabulary.size() + " tokens");
      return TokenizerFile.files(vocabulary);
    } finally {
      records.unpersist();
    }
  }
}
