package org.flanspark.tuning.tracking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What a person who reads the log is warned of, while this is open. */
public final class LoggedWarnings implements AutoCloseable {
  private final Logger logger;
  private final Appender appender = new Appender();

  private LoggedWarnings(Logger logger) {
    this.logger = logger;
    appender.start();
    logger.addAppender(appender);
  }

  /** The warnings of a class, or of all classes of a package. */
  public static LoggedWarnings of(String name) {
    Configurator.setLevel(name, Level.WARN);
    return new LoggedWarnings((Logger) LogManager.getLogger(name));
  }

  public List<String> texts() {
    return List.copyOf(appender.texts);
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
  }

  private static final class Appender extends AbstractAppender {
    private final List<String> texts = Collections.synchronizedList(new ArrayList<>());

    Appender() {
      super("warnings", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
        texts.add(event.getMessage().getFormattedMessage());
      }
    }
  }
}
