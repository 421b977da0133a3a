package org.flanspark.data.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.flanspark.config.ConfigException;

/**
 * A text with {@code {placeholders}}; <code>{{</code> and <code>}}</code> are braces.
 *
 * @param parts texts and placeholders in turn
 */
public record TemplateText(List<Part> parts) implements Serializable {
  /** Where the options are listed. */
  public static final String OPTIONS_LIST = "options_";

  public TemplateText {
    parts = List.copyOf(parts);
  }

  /** A literal text, or the name of what takes its place. */
  public record Part(boolean isPlaceholder, String text) implements Serializable {}

  /**
   * Parses a template's text.
   *
   * @throws ConfigException where a brace is not closed, not doubled or encloses nothing
   */
  public static TemplateText parse(String text) {
    return new Parser(text).parse();
  }

  /** The names of the placeholders, in order, each as often as it occurs. */
  public List<String> placeholders() {
    return parts.stream().filter(Part::isPlaceholder).map(Part::text).toList();
  }

  /** The text with each placeholder replaced; values are taken as they are. */
  public String render(UnaryOperator<String> values) {
    StringBuilder rendered = new StringBuilder();
    for (Part part : parts) {
      rendered.append(part.isPlaceholder() ? values.apply(part.text()) : part.text());
    }
    return rendered.toString();
  }

  /** The same text with other placeholders. */
  TemplateText withPlaceholders(UnaryOperator<String> names) {
    return new TemplateText(
        parts.stream()
            .map(part -> part.isPlaceholder() ? new Part(true, names.apply(part.text())) : part)
            .toList());
  }

  private static final class Parser {
    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private Parser(String text) {
      this.text = text;
    }

    private TemplateText parse() {
      int position = 0;
      while (position < text.length()) {
        char c = text.charAt(position);
        if ((c == '{' || c == '}') && text.startsWith(String.valueOf(c).repeat(2), position)) {
          literal.append(c);
          position += 2;
        } else if (c == '{') {
          position = placeholder(position);
        } else if (c == '}') {
          throw refused("'}' at position " + position + " closes nothing; write '}}' for a brace");
        } else {
          literal.append(c);
          position++;
        }
      }
      endLiteral();
      return new TemplateText(parts);
    }

    private int placeholder(int open) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw refused("'{' at position " + open + " is not closed; write '{{' for a brace");
      }
      String name = text.substring(open + 1, close);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw refused("'{" + name + "}' is no field's name; write '{{' and '}}' for braces");
      }
      endLiteral();
      parts.add(new Part(true, name));
      return close + 1;
    }

    private void endLiteral() {
      if (!literal.isEmpty()) {
        parts.add(new Part(false, literal.toString()));
        literal.setLength(0);
      }
    }

    private static ConfigException refused(String reason) {
      return new ConfigException("Invalid template: " + reason);
    }
  }
}
