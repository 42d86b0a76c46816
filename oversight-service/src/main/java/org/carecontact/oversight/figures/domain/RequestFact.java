package org.carecontact.oversight.figures.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What figures need of an entry. */
public record RequestFact(
        String type,
        String request,
        @Nullable String outcome,
        @Nullable String scene,
        @Nullable String institutionType,
        Instant at,
        @Nullable Instant submittedAt) {}
