package org.flanspark.tuning.huggingface;

import java.util.Locale;

/**
 * A Jinja template that renders a user's message as the prompt of training: begin, input,
 * separator; and an assistant's as the target: answer, end of sequence.
 *
 * <pre>
 * [{"role": "user", "content": "2 + 2?"}]  ->  2 + 2?&lt;|endoftext|&gt;
 * </pre>
 */
final class ChatTemplate {
  private ChatTemplate() {}

  static String of(PromptTexts prompt) {
    return "{% for message in messages %}"
        + "{% if message['role'] == 'user' %}"
        + "{{ %s + message['content'] + %s }}"
            .formatted(literal(prompt.begin()), literal(prompt.separator()))
        + "{% elif message['role'] == 'assistant' %}"
        + "{{ message['content'] + %s }}".formatted(literal(prompt.end()))
        + "{% else %}{{ raise_exception('Unknown role: ' + message['role'] + ', expected user or"
        + " assistant') }}{% endif %}{% endfor %}";
  }

  /** A text as a Jinja string: quotes, backslashes and control characters escaped. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    text.chars().forEach(character -> append((char) character, literal));
    return literal.append('\'').toString();
  }

  private static void append(char character, StringBuilder to) {
    switch (character) {
      case '\'', '\\' -> to.append('\\').append(character);
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        if (Character.isISOControl(character)) {
          to.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
        } else {
          to.append(character);
        }
      }
    }
  }
}
