package org.carecontact.oversight.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What figures need of an entry. */
public record Seen(
        String type,
        String request,
        @Nullable String outcome,
        @Nullable String scene,
        @Nullable String institutionType,
        Instant at,
        @Nullable Instant submittedAt) {}
