package org.flanspark.tuning.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flanspark.data.shard.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON object a line in, one a line out, in order. Lines are answered some hundred at a time,
 * so that a file of any size takes the same memory.
 *
 * @param <T> what a line asks
 */
final class JsonLinePass<T> {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLinePass.class);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int PART_LINES = 256;
  private static final long PART_BYTES = 4 << 20;
  private static final double SECONDS_BETWEEN_REPORTS = 10;

  private final NumberedLines in;
  private final ResultLines out;
  private final long start = System.nanoTime();
  private double reported;

  JsonLinePass(NumberedLines in, ResultLines out) {
    this.in = in;
    this.out = out;
  }

  /** What a line asks. */
  interface Question<T> {
    /**
     * Reads a line.
     *
     * @throws DataException if the line does not say what it should; without the line's place
     */
    T read(JsonNode line);
  }

  /** What the lines are answered. */
  interface Answer<T> {
    /**
     * One object for each question.
     *
     * @param firstNumber of the first question's line
     * @throws DataException if there is no answer
     */
    List<? extends JsonNode> answer(long firstNumber, List<T> questions);
  }

  /**
   * Answers every line.
   *
   * @return the number of lines
   * @throws DataException naming the first line that cannot be answered
   */
  long run(Question<T> question, Answer<T> answer) {
    long lines = 0;
    List<T> part = part(question);
    while (!part.isEmpty()) {
      out.write(answer.answer(lines + 1, part));
      lines += part.size();
      report(lines);
      part = part(question);
    }
    log(lines, seconds());
    return lines;
  }

  private List<T> part(Question<T> question) {
    List<T> part = new ArrayList<>();
    long bytes = 0;
    while (part.size() < PART_LINES && bytes < PART_BYTES && in.advance()) {
      byte[] line = in.bytes();
      bytes += line.length;
      part.add(read(line, question));
    }
    return part;
  }

  private T read(byte[] line, Question<T> question) {
    try {
      return question.read(object(line));
    } catch (DataException e) {
      throw new DataException("Invalid %s: %s".formatted(in.place(), e.getMessage()), e);
    }
  }

  private static JsonNode object(byte[] line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw new DataException(
            "%s, expected a JSON object".formatted(line.length == 0 ? "nothing" : kind(node)));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new DataException(e.getOriginalMessage() + ", expected a JSON object", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text of a field.
   *
   * @throws DataException if there is none
   */
  static String textField(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (value.isMissingNode()) {
      throw new DataException("missing '%s'".formatted(field));
    }
    return text(value, "'%s'".formatted(field));
  }

  /**
   * A text.
   *
   * @param what the value is called
   * @throws DataException if it is none
   */
  static String text(JsonNode value, String what) {
    if (!value.isTextual()) {
      throw new DataException("%s is %s, expected a text".formatted(what, kind(value)));
    }
    return value.textValue();
  }

  /** What a value is, for a person. */
  static String kind(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private void report(long lines) {
    double seconds = seconds();
    if (seconds - reported >= SECONDS_BETWEEN_REPORTS) {
      log(lines, seconds);
      reported = seconds;
    }
  }

  private static void log(long lines, double seconds) {
    LOG.info(
        "{} lines | {} s | {} lines/s", lines, Math.round(seconds), Math.round(lines / seconds));
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
