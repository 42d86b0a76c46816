package org.carecontact.kernel.store;

import org.carecontact.kernel.codec.Trace;

/** One document's share of a received event. */
public record Work<C>(Addressed<C> to, Trace trace) {}
