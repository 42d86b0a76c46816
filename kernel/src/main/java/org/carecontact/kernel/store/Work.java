package org.carecontact.kernel.store;

import org.carecontact.kernel.codec.Trace;

/** The commands of a received event for one document. */
public record Work<C>(Addressed<C> to, Trace trace) {}
