package org.flanspark.data.task;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flanspark.config.ConfigException;
import org.flanspark.config.KeyNames;
import org.flanspark.config.PlainSecrets;
import org.flanspark.config.Problems;
import org.flanspark.data.shard.StableHash;

/** The text of a task file to a {@link Task}, or to everything that is wrong with it. */
public final class TaskFile {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<String> KEYS =
      List.of(
          "name",
          "cluster",
          "family",
          "kind",
          "source",
          "select",
          "splits",
          "metric",
          "licence",
          "baseline",
          "templates",
          "reverse");
  private static final List<String> FORMATS = List.of("jsonl", "csv", "tsv", "parquet");

  private final String file;
  private final Problems problems;

  private TaskFile(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * The task that a file declares.
   *
   * @param file the file's name, for messages
   * @throws ConfigException with every problem
   */
  public static Task parse(String file, String yaml) {
    return parseAll(file, yaml).get(0);
  }

  /**
   * The task that a file declares, and after it the reverse one where the file has it.
   *
   * @param file the file's name, for messages
   * @throws ConfigException with every problem
   */
  public static List<Task> parseAll(String file, String yaml) {
    Problems problems = new Problems();
    List<Task> tasks = read(file, yaml, problems);
    problems.throwIfAny();
    return tasks;
  }

  /** The file's tasks, or none where problems were added. */
  static List<Task> read(String file, String yaml, Problems problems) {
    Problems own = new Problems();
    List<Task> tasks = new TaskFile(file, own).read(yaml);
    own.found().forEach(problems::add);
    return own.isEmpty() ? tasks : List.of();
  }

  private List<Task> read(String yaml) {
    JsonNode tree;
    try {
      tree = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      // Without the text around it, which may be a secret that has broken the line.
      String what = e.getOriginalMessage().lines().findFirst().orElse("no valid YAML");
      JsonLocation where = e.getLocation();
      problems.add(
          "Cannot parse %s: %s%s"
              .formatted(
                  file,
                  what,
                  where == null
                      ? ""
                      : " (line %s, column %s)".formatted(where.getLineNr(), where.getColumnNr())));
      return List.of();
    }
    String digest = StableHash.hexadecimal(yaml.getBytes(StandardCharsets.UTF_8));
    return FileSection.of(file, tree, KEYS, problems)
        .map(section -> tasks(section, digest))
        .orElse(List.of());
  }

  private List<Task> tasks(FileSection section, String digest) {
    Task task = task(section, digest);
    List<Task> tasks = new ArrayList<>(List.of(task));
    section
        .optional("reverse")
        .flatMap(this::reversal)
        .map(reversal -> reversal.of(task, file + ": reverse", problems))
        .filter(reverse -> problems.isEmpty())
        .ifPresent(
            reverse -> {
              new TaskCheck(file + ": reverse", reverse, problems).check();
              tasks.add(reverse);
            });
    return tasks;
  }

  private Optional<Reversal> reversal(JsonNode node) {
    return FileSection.of(file + ": reverse", node, List.of("name", "answer", "baseline"), problems)
        .map(
            section ->
                new Reversal(
                    name(section),
                    section.text("answer").orElse(""),
                    section.optional("baseline").flatMap(this::baseline).orElse(null)));
  }

  private Task task(FileSection section, String digest) {
    String name = name(section);
    String cluster = section.text("cluster").orElse("");
    TaskKind kind = kind(section);
    TaskSource source = source(section);
    List<SelectedField> select = select(section);
    Task task =
        new Task(
            name,
            cluster,
            section.optionalText("family").orElse(cluster),
            kind,
            source,
            select,
            new SplitRules(file, names(select), source.isExploded(), problems).read(section),
            section.text("metric").orElse(""),
            section.text("licence").orElse(""),
            section.optional("baseline").flatMap(this::baseline).orElse(null),
            templates(section),
            digest,
            null);
    new TaskCheck(file, task, problems).check();
    return task;
  }

  private String name(FileSection section) {
    String name = section.text("name").orElse("");
    problems.check(
        name.isEmpty() || name.matches("[a-z0-9][a-z0-9_-]*"),
        "Invalid %s: %s, expected lower-case letters, digits, '_' and '-'"
            .formatted(section.at("name"), name));
    return name;
  }

  private TaskKind kind(FileSection section) {
    String text = section.text("kind").orElse(TaskKind.GENERATION.text());
    for (TaskKind kind : TaskKind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    problems.add(
        section.at("kind")
            + ": "
            + KeyNames.unknown(
                "kind", text, Arrays.stream(TaskKind.values()).map(TaskKind::text).toList()));
    return TaskKind.GENERATION;
  }

  private TaskSource source(FileSection section) {
    return section
        .required("source")
        .filter(node -> holdsNoSecret(node, section.at("source")))
        .flatMap(
            node ->
                FileSection.of(
                    section.at("source"),
                    node,
                    List.of(
                        "path", "format", "schema", "explode", "table", "where", "split-column"),
                    problems))
        .map(node -> node.has("table") ? table(node) : files(node))
        .orElse(TaskSource.files("", "jsonl", "", ""));
  }

  /** What is said of a source that is wrong besides would repeat the secret. */
  private boolean holdsNoSecret(JsonNode source, String path) {
    Problems found = new Problems();
    PlainSecrets.check(source, path, found);
    found.found().forEach(problems::add);
    return found.isEmpty();
  }

  private TaskSource table(FileSection source) {
    for (String key : List.of("path", "format")) {
      problems.check(
          !source.has(key),
          "Invalid %s, expected table or path, not both".formatted(source.at(key)));
    }
    return new TaskSource(
        "",
        TaskSource.TABLE,
        source.optionalText("schema").orElse(""),
        source.optionalText("explode").orElse(""),
        new TaskSource.Table(
            source.text("table").orElse(""),
            source.optionalText("where").orElse(""),
            source.optionalText("split-column").orElse("")));
  }

  private TaskSource files(FileSection source) {
    String format = source.text("format").orElse("jsonl");
    problems.check(
        FORMATS.contains(format),
        source.at("format") + ": " + KeyNames.unknown("format", format, FORMATS));
    for (String key : List.of("where", "split-column")) {
      problems.check(
          !source.has(key), "Invalid %s, expected only beside table".formatted(source.at(key)));
    }
    return TaskSource.files(
        source.text("path").orElse(""),
        format,
        source.text("schema").orElse(""),
        source.optionalText("explode").orElse(""));
  }

  private List<SelectedField> select(FileSection section) {
    List<SelectedField> fields = new ArrayList<>();
    Optional<JsonNode> select = section.required("select");
    select.ifPresent(
        node ->
            problems.check(
                node.isObject(),
                "Invalid %s: %s, expected names with expressions"
                    .formatted(section.at("select"), node)));
    for (Map.Entry<String, JsonNode> entry : select.map(JsonNode::properties).orElse(Set.of())) {
      fields.add(field(section.at("select"), entry.getKey(), entry.getValue()));
    }
    return fields;
  }

  private SelectedField field(String path, String name, JsonNode expression) {
    problems.check(
        name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.equals(TemplateText.OPTIONS_LIST),
        "Invalid field '%s' in %s, expected letters, digits and '_'".formatted(name, path));
    problems.check(
        expression.isValueNode() && !expression.asText().isBlank(),
        "Invalid %s.%s: %s, expected a Spark SQL expression".formatted(path, name, expression));
    return new SelectedField(name, expression.asText());
  }

  private Optional<BaselinePrompt> baseline(JsonNode node) {
    return FileSection.of(file + ": baseline", node, List.of("input", "options"), problems)
        .map(section -> new BaselinePrompt(text(section, "input"), section.texts("options")));
  }

  private List<TaskTemplate> templates(FileSection section) {
    List<TaskTemplate> templates = new ArrayList<>();
    Optional<JsonNode> list = section.required("templates");
    list.ifPresent(
        node ->
            problems.check(
                node.isArray() && !node.isEmpty(),
                "Invalid %s: %s, expected one or more".formatted(section.at("templates"), node)));
    for (JsonNode node : list.orElse(YAML.createArrayNode())) {
      String path = "%s: templates[%s]".formatted(file, templates.size());
      templates.add(template(path, node));
    }
    return templates;
  }

  private TaskTemplate template(String path, JsonNode node) {
    return FileSection.of(path, node, List.of("input", "target", "turned-around"), problems)
        .map(
            section ->
                new TaskTemplate(
                    text(section, "input"),
                    text(section, "target"),
                    section.isTrue("turned-around")))
        .orElse(new TaskTemplate(new TemplateText(List.of()), new TemplateText(List.of()), false));
  }

  private TemplateText text(FileSection section, String key) {
    try {
      return TemplateText.parse(section.text(key).orElse(""));
    } catch (ConfigException e) {
      problems.add(section.at(key) + ": " + e.getMessage());
      return new TemplateText(List.of());
    }
  }

  private static Set<String> names(List<SelectedField> select) {
    Set<String> names = new HashSet<>();
    select.forEach(field -> names.add(field.name()));
    return names;
  }
}
