package org.carecontact.oversight.figures.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of an entry that figures need. */
public record RequestFact(
        String type,
        String request,
        @Nullable String outcome,
        @Nullable String scene,
        @Nullable String institutionType,
        Instant at,
        @Nullable Instant submittedAt) {}
