package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Sets loggers to the lowest level and hears every line, with keys, values and stack traces, until it is closed. */
final class Heard implements AutoCloseable {

    /** The vendors and the store are others' processes; what they say is theirs. */
    private static final List<String> NOT_THE_SERVICE =
            List.of("org.carecontact.vendortwin", "org.carecontact.localparts", "de.bwaldvogel");

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Optional<Level>> levels = new LinkedHashMap<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            if (NOT_THE_SERVICE.stream().noneMatch(line.getLoggerName()::startsWith)) {
                lines.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getFormattedMessage() + " "
                        + line.getKeyValuePairs() + " " + line.getMDCPropertyMap() + " "
                        + (line.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(line.getThrowableProxy())));
            }
        }
    };

    /** Hears everything. */
    Heard() {
        this(List.of(""));
    }

    /** Hears the loggers whose names begin so. */
    Heard(List<String> names) {
        ear.setContext(context);
        ear.start();
        root.addAppender(ear);
        names.forEach(name -> context.getLogger(name.isEmpty() ? Logger.ROOT_LOGGER_NAME : name));
        for (Logger logger : context.getLoggerList()) {
            if (names.stream().anyMatch(logger.getName()::startsWith) || names.contains("")) {
                levels.put(logger, Optional.ofNullable(logger.getLevel()));
                logger.setLevel(Level.TRACE);
            }
        }
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** Fails on the first line that holds one of these. */
    void hides(Collection<String> hidden) {
        for (String line : lines) {
            for (String one : hidden) {
                assertThat(line.contains(one)).as("%s in %s", one, line).isFalse();
            }
        }
    }

    @Override
    public void close() {
        levels.forEach((logger, level) -> logger.setLevel(level.orElse(null)));
        root.detachAppender(ear);
    }
}
