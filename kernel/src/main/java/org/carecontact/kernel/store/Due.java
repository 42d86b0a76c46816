package org.carecontact.kernel.store;

import java.time.Instant;

/** A time limit of an aggregate: when, and of what. */
public record Due(Instant at, String kind) {}
