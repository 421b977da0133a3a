package org.flanspark.data.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.flanspark.command.ConfigOptions;
import org.flanspark.command.FlanCommand;
import org.flanspark.command.Outcome;
import org.flanspark.config.ConfigException;
import org.flanspark.config.RunConfig;
import org.flanspark.data.prepare.TaskPreview;
import org.flanspark.data.source.TaskRecord;
import org.flanspark.data.task.Task;
import org.flanspark.data.task.TaskCatalog;
import org.flanspark.data.token.Tokenizer;
import org.flanspark.data.token.TokenizerFiles;
import org.flanspark.data.token.Tokenizers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flan tasks preview}: a task's records in the words of its templates. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a task's first records in the words of its templates. With tokenizer.file there, also the",
      "tokens; those that count in the loss stand between brackets."
    })
final class TasksPreviewCommand implements FlanCommand {
  private static final Logger LOG = LoggerFactory.getLogger(TasksPreviewCommand.class);

  @Parameters(paramLabel = "TASK", description = "A task's name, or a task file.")
  private String name = "";

  @Option(names = "--rows", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int rows = 3;

  @Option(
      names = "--template",
      paramLabel = "N",
      description = "One template, from 0; default: all.")
  private @Nullable Integer template;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Outcome run() {
    RunConfig config = options.read();
    SparkSession session = SparkSession.builder().getOrCreate();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Task task = task(config, hadoop);
    TaskPreview preview =
        TaskPreview.read(session, task, TaskSources.main(task, config.data().root(), hadoop), rows);
    Tokenizer tokenizer = tokenizer(config, hadoop);
    for (TaskRecord record : preview.accepted()) {
      for (int i : templates(task)) {
        boolean turnedAround = task.templates().get(i).turnedAround();
        System.out.printf(
            "%n%s, template %s%s%n", task.name(), i, turnedAround ? " (turned around)" : "");
        TaskPreview.lines(task, i, record, config, tokenizer).forEach(System.out::println);
      }
    }
    if (!preview.rejected().isEmpty()) {
      System.out.printf("%nrejected: %s%n", preview.rejected());
    }
    return Outcome.done("%s records shown".formatted(preview.accepted().size()));
  }

  private Task task(RunConfig config, Configuration hadoop) {
    return name.endsWith(".yaml") || name.endsWith(".yml")
        ? TaskTexts.checked(Path.of(name)).get(0)
        : TaskCatalog.load(config.data().tasks(), hadoop).with(config.data().splits()).task(name);
  }

  private List<Integer> templates(Task task) {
    if (template == null) {
      return IntStream.range(0, task.templates().size()).boxed().toList();
    }
    if (template < 0 || template >= task.templates().size()) {
      throw new ConfigException(
          "Invalid --template: %s, expected 0 to %s"
              .formatted(template, task.templates().size() - 1));
    }
    return List.of(template);
  }

  private static @Nullable Tokenizer tokenizer(RunConfig config, Configuration hadoop) {
    try {
      return Tokenizers.shared(
          TokenizerFiles.read(new org.apache.hadoop.fs.Path(config.tokenizer().file()), hadoop),
          config.tokenizer().endOfSequence());
    } catch (ConfigException e) {
      LOG.info("Showing texts without tokens: {}", e.getMessage());
      return null;
    }
  }
}
