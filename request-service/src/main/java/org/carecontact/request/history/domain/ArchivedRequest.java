package org.carecontact.request.history.domain;

import org.carecontact.request.pairs.domain.Pair;
import org.jspecify.annotations.Nullable;

/**
 * A request with its contact, as they were when the pair's next request came.
 *
 * @param settled null before it is archived
 */
public record ArchivedRequest(Pair.@Nullable Settled settled) {}
