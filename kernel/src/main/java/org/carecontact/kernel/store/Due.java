package org.carecontact.kernel.store;

import java.time.Instant;

/** A time limit of an aggregate: its moment and its kind. */
public record Due(Instant at, String kind) {}
