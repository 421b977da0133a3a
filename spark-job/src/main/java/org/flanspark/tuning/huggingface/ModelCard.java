package org.flanspark.tuning.huggingface;

import com.fasterxml.jackson.databind.node.TextNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flanspark.data.shard.Manifest;
import org.flanspark.data.shard.Manifest.TaskFacts;
import org.flanspark.data.shard.Manifest.TokenizerFacts;
import org.flanspark.tuning.model.ModelShape;
import org.flanspark.tuning.model.ParameterLayout;

/**
 * {@code README.md} of a model folder: what the model is, what it was trained on and the exact
 * prompt. What comes from data cannot become markup.
 */
record ModelCard(ModelShape shape, Manifest manifest, PromptTexts prompt, Provenance from) {
  static final String FILE = "README.md";

  private static final String TEMPLATE = "model-card.md.mustache";
  private static final String MARKUP = "\\`*_{}[]<>()#+!|~$&";

  String print() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("parameters", grouped(ParameterLayout.of(shape).size()));
    values.put("shape", shape);
    values.put("from", from);
    values.put("tokens", grouped(from.tokens()));
    values.put("prompt", promptValues());
    values.put("staysApart", prompt.staysApart());
    values.put(
        "tasks", manifest.tasks().stream().filter(TaskFacts::trained).map(this::row).toList());
    values.put("heldOut", List.copyOf(manifest.heldOut()));
    values.put("base", manifest.settings().path("model").path("from").asText(""));
    values.put("version", manifest.versions().getOrDefault("flanspark", ""));
    return template().execute(values);
  }

  /** Texts as JSON: on one line, every character visible. */
  private Map<String, Object> promptValues() {
    TokenizerFacts facts = manifest.tokenizer();
    return Map.of(
        "begin", quoted(prompt.begin()),
        "beginIds", facts.begin().toString(),
        "separator", quoted(prompt.separator()),
        "separatorIds", facts.separator().toString(),
        "end", quoted(prompt.end()),
        "endId", Integer.toString(facts.endOfSequence()));
  }

  private Map<String, Object> row(TaskFacts task) {
    return Map.of(
        "name", task.name(),
        "cluster", task.cluster(),
        "examples", grouped(task.rendered()),
        "share", String.format(Locale.ROOT, "%.1f %%", 100 * task.realisedShareOfTokens()),
        "licence", task.licence());
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static Template template() {
    try (InputStream in = ModelCard.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + TEMPLATE);
      }
      return Mustache.compiler()
          .withEscaper(ModelCard::escape)
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .compile(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + TEMPLATE, e);
    }
  }

  /** Markdown's own characters with a backslash before them; all on one line. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char character : text.toCharArray()) {
      if (MARKUP.indexOf(character) >= 0) {
        escaped.append('\\');
      }
      escaped.append(Character.isISOControl(character) ? ' ' : character);
    }
    return escaped.toString();
  }
}
