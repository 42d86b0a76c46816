package org.carecontact.vendors.calls;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Silences the SDKs and their HTTP clients, whatever levels are set: their log lines hold addresses with tokens, bodies,
 * numbers and secrets. The clients log in their place.
 */
public final class QuietLogs {

    private static final List<String> TALKATIVE = List.of(
            "me.chanjar.weixin",
            "com.github.binarywang",
            "org.apache.http", // HttpClient 4 only; version 5 is org.apache.hc
            "com.aliyun",
            "com.tencentcloudapi",
            "okhttp3");

    // Kept here, because the JDK forgets a logger and its filter that nobody holds.
    private static final List<java.util.logging.Logger> JDK_LOGGERS = Stream.of(
                    "okhttp3", "okhttp3.OkHttpClient", "okhttp3.internal.http2.Http2")
            .map(java.util.logging.Logger::getLogger)
            .toList();

    private QuietLogs() {}

    /** Installs the silence; the second time it does nothing. */
    public static synchronized void install() {
        JDK_LOGGERS.forEach(logger -> {
            logger.setLevel(java.util.logging.Level.OFF);
            logger.setFilter(_ -> false);
        });
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
            return TALKATIVE.stream().anyMatch(logger.getName()::startsWith) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
