package org.carecontact.gateway.feeds;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.FeedFile;

/** One feed while its door is open. */
public final class Feed {

    private final FeedMeters meters;
    private volatile FeedFile file;

    Feed(FeedFile file, FeedMeters meters) {
        this.file = file;
        this.meters = meters;
    }

    /** A feed without a door, whose counters nobody sees: to try its file on messages. */
    public static Feed tried(FeedFile file) {
        return new Feed(file, new FeedMeters(file, new SimpleMeterRegistry()));
    }

    /** The file as it holds now. */
    public FeedFile file() {
        return file;
    }

    public Dialect dialect() {
        return file.dialect();
    }

    public String hospital() {
        return file.hospital();
    }

    public FeedMeters meters() {
        return meters;
    }

    void follow(FeedFile changed) {
        file = changed;
    }
}
