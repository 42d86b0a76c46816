package org.carecontact.kernel.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Silences libraries below INFO, whatever levels are set: there Tomcat writes requests with their tokens, Spring paths
 * with their codes and whole bodies, the Mongo driver commands, HTTP clients what they send. No setting switches it off.
 */
final class QuietLibraries implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String OURS = "org.carecontact";

    /** Runs after Spring Boot has set up the logs, which forgets filters of before. */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        install();
    }

    /** Installs the silence; the second time it does nothing. */
    static synchronized void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getTurboFilterList().stream().noneMatch(Silence.class::isInstance)) {
            Silence silence = new Silence();
            silence.setContext(context);
            silence.start();
            context.addTurboFilter(silence);
        }
    }

    private static final class Silence extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] params,
                @Nullable Throwable thrown) {
            return level.isGreaterOrEqual(Level.INFO) || logger.getName().startsWith(OURS)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }
}
