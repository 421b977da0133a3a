package org.flanspark.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The settings of a run, whole: immutable and safe to share. */
public record RunConfig(
    DataConfig data,
    QualityConfig quality,
    MixtureConfig mixture,
    TokenizerConfig tokenizer,
    PackingConfig packing,
    ModelConfig model,
    TrainingConfig training,
    AveragingConfig averaging,
    CheckpointConfig checkpoint,
    EvaluationConfig evaluation,
    ExecutionConfig execution,
    OutputConfig output,
    NightlyConfig nightly) {

  /**
   * The settings that the source's layers come to.
   *
   * @throws ConfigException with every problem: syntax, unknown keys, types, ranges,
   *     contradictions; with nothing else where an address holds a password
   */
  public static RunConfig read(ConfigSource source) {
    Problems problems = new Problems();
    ObjectNode tree = ConfigTree.merge(source, problems);
    refuseUnknownSections(tree, problems);
    List<Object> sections = new ArrayList<>();
    for (RecordComponent component : RunConfig.class.getRecordComponents()) {
      section(component, tree, problems).ifPresent(sections::add);
    }
    problems.throwIfAny();
    RunConfig config = construct(sections);
    Contradictions.check(config, problems);
    problems.throwIfAny();
    return config;
  }

  /** Every key with its value, as the tree that {@code run.yaml} holds. */
  public ObjectNode toTree() {
    return SettingsTree.of(this);
  }

  /** The effective settings as a YAML text that reads back to an equal configuration. */
  public String toYaml() {
    return SettingsTree.yaml(toTree());
  }

  /** The same for another run. */
  public RunConfig withRun(String folder) {
    return with(data, model, output.withRun(folder));
  }

  /** The same, started from the model in a folder. */
  public RunConfig startingFrom(String folder) {
    return with(data, model.withFrom(folder), output);
  }

  /** The same with other places of task files. */
  public RunConfig withTasks(List<String> places) {
    return with(data.withTasks(places), model, output);
  }

  private RunConfig with(DataConfig otherData, ModelConfig otherModel, OutputConfig otherOutput) {
    return new RunConfig(
        otherData,
        quality,
        mixture,
        tokenizer,
        packing,
        otherModel,
        training,
        averaging,
        checkpoint,
        evaluation,
        execution,
        otherOutput,
        nightly);
  }

  private static Optional<? extends Record> section(
      RecordComponent component, ObjectNode tree, Problems problems) {
    String name = KeyNames.kebabCase(component.getName());
    return new SectionReader(name, problems)
        .read(component.getType().asSubclass(Record.class), tree.path(name));
  }

  private static void refuseUnknownSections(ObjectNode tree, Problems problems) {
    List<String> known = SectionReader.keys(RunConfig.class);
    tree.fieldNames()
        .forEachRemaining(
            name -> problems.check(known.contains(name), unknownSection(name, known)));
  }

  private static String unknownSection(String name, List<String> known) {
    return name.equals("spark")
        ? "Unknown section 'spark': Spark's own settings stand in the profile's spark-defaults.conf, and secrets in the environment"
        : KeyNames.unknown("section", name, known);
  }

  private static RunConfig construct(List<Object> sections) {
    Class<?>[] types =
        Arrays.stream(RunConfig.class.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return RunConfig.class.getDeclaredConstructor(types).newInstance(sections.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot construct the configuration", e);
    }
  }
}
