package org.flanspark.tuning.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element of a drawing: attributes, and text or elements inside it. Text is escaped. */
final class SvgElement {
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<SvgElement> children = new ArrayList<>();
  private String text = "";

  private SvgElement(String name) {
    this.name = name;
  }

  static SvgElement of(String name) {
    return new SvgElement(name);
  }

  /**
   * A whole drawing that scales to the width of its place.
   *
   * @param title what a screen reader says first, and a pointer shows
   * @param description what there is to see
   */
  static SvgElement drawing(
      String id, double width, double height, String title, String description) {
    return of("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", "0 0 %s %s".formatted(number(width), number(height)))
        .with("role", "img")
        .with("aria-labelledby", id + "-title " + id + "-description")
        .add(of("title").with("id", id + "-title").text(title))
        .add(of("desc").with("id", id + "-description").text(description));
  }

  static SvgElement line(String style, double x1, double y1, double x2, double y2) {
    return of("line")
        .with("class", style)
        .with("x1", x1)
        .with("y1", y1)
        .with("x2", x2)
        .with("y2", y2);
  }

  static SvgElement rectangle(String style, double x, double y, double width, double height) {
    return of("rect")
        .with("class", style)
        .with("x", x)
        .with("y", y)
        .with("width", Math.max(0, width))
        .with("height", height);
  }

  static SvgElement circle(String style, double x, double y, double radius) {
    return of("circle").with("class", style).with("cx", x).with("cy", y).with("r", radius);
  }

  /** A square that stands on its corner. */
  static SvgElement diamond(String style, double x, double y, double radius) {
    return of("path")
        .with("class", style)
        .with(
            "d",
            "M%s %sL%s %sL%s %sL%s %sZ"
                .formatted(
                    number(x), number(y - radius),
                    number(x + radius), number(y),
                    number(x), number(y + radius),
                    number(x - radius), number(y)));
  }

  /**
   * A line of text, centred on its height.
   *
   * @param anchor start, middle or end
   */
  static SvgElement label(String style, double x, double y, String anchor, String text) {
    return of("text")
        .with("class", style)
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor)
        .with("dominant-baseline", "central")
        .text(text);
  }

  SvgElement with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  SvgElement with(String attribute, double value) {
    return with(attribute, number(value));
  }

  SvgElement add(SvgElement child) {
    children.add(child);
    return this;
  }

  SvgElement text(String content) {
    text = content;
    return this;
  }

  /** What a pointer that rests on the element shows. */
  SvgElement hint(String content) {
    return add(of("title").text(content));
  }

  /** The element as XML. */
  String render() {
    StringBuilder xml = new StringBuilder();
    render(xml);
    return xml.toString();
  }

  private void render(StringBuilder xml) {
    xml.append('<').append(name);
    attributes.forEach(
        (key, value) ->
            xml.append(' ').append(key).append("=\"").append(escape(value)).append('"'));
    if (children.isEmpty() && text.isEmpty()) {
      xml.append("/>");
      return;
    }
    xml.append('>').append(escape(text));
    children.forEach(child -> child.render(xml));
    xml.append("</").append(name).append('>');
  }

  /** Two digits after the point at most, none that say nothing. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String escape(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length());
    raw.codePoints().forEach(character -> escaped.append(escape(character)));
    return escaped.toString();
  }

  private static String escape(int character) {
    return switch (character) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      // XML has no place for control characters, escaped or not.
      default ->
          character < ' ' && character != '\n' && character != '\t'
              ? "\uFFFD"
              : Character.toString(character);
    };
  }
}
