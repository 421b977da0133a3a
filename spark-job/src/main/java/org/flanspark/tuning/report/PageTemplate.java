package org.flanspark.tuning.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Pages as resources hold them, and the one style sheet of all. */
final class PageTemplate {
  private static final String STYLE = "report.css";

  private PageTemplate() {}

  /** The template with the page's texts in their places, escaped. */
  static String fill(String template, Object page) {
    return Mustache.compiler().emptyStringIsFalse(true).compile(resource(template)).execute(page);
  }

  static String style() {
    return resource(STYLE);
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + name, e);
    }
  }
}
