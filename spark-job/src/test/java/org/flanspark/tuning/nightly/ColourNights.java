package org.flanspark.tuning.nightly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flanspark.data.prepare.SmallWorld;

/**
 * Nights on one small task: which things are red. The even ones are, and it is for a test to say
 * how their records are labelled.
 */
public final class ColourNights {
  private static final String COLOURS =
      """
      name: colours
      cluster: colours
      kind: classification
      source: {path: colours, format: jsonl, schema: "thing STRING, label INT"}
      select:
        thing: thing
        options: "array('yes', 'no')"
        answer: "get(options, label)"
      splits: {train: train, test: test}
      metric: accuracy
      licence: own
      templates: [{input: "Red {thing}?\\n{options_}", target: "{answer}"}]
      """;

  /** Things that are never trained on. */
  private static final int FIRST_OF_TEST = 1000;

  private final Path folder;
  private final SmallWorld world;

  private ColourNights(Path folder, SmallWorld world) {
    this.folder = folder;
    this.world = world;
  }

  /**
   * Writes the task, without records, and settings for a model of some thousand weights.
   *
   * @param folder for all that the nights read and write
   */
  public static ColourNights in(Path folder) throws IOException {
    SmallWorld world =
        SmallWorld.in(folder)
            .with("mixture.tasks", "[colours]")
            .with("mixture.hold-out", "[]")
            .withTinyModel()
            .with("training.learning-rate", "0.01")
            .with("averaging.local-steps", "5")
            .with("evaluation.baselines", "[majority, chance]")
            .with("output.answers", folder.resolve("answers").toString())
            .with("nightly.folder", folder.resolve("nightly").toString());
    world.write("tasks/colours.yaml", COLOURS);
    return new ColourNights(folder, world);
  }

  /** Sets a key. */
  public ColourNights with(String key, String value) {
    world.with(key, value);
    return this;
  }

  public Map<String, String> settings() {
    return world.settings();
  }

  /** The prepared data of the latest night. */
  public Path prepared() {
    return world.prepared();
  }

  /** {@code nightly.folder}. */
  public Path nightly() {
    return folder.resolve("nightly");
  }

  /** The run of a night in January 2026. */
  public Path night(int day) {
    return nightly().resolve("nights/2026-01-0" + day);
  }

  /** What is trained on from now on: things 0, 1, 2 ... with the label of each. */
  public void train(int count, IntUnaryOperator label) throws IOException {
    world.write("data/colours/train.jsonl", records(0, count, label));
  }

  /** What models are compared by. */
  public void test(int count, IntUnaryOperator label) throws IOException {
    world.write("data/colours/test.jsonl", records(FIRST_OF_TEST, count, label));
  }

  private static String records(int from, int count, IntUnaryOperator label) {
    return IntStream.range(from, from + count)
        .mapToObj(
            thing ->
                "{\"thing\": \"%s thing %s\", \"label\": %s}\n"
                    .formatted(thing % 2 == 0 ? "red" : "blue", thing, label.applyAsInt(thing)))
        .collect(Collectors.joining());
  }
}
