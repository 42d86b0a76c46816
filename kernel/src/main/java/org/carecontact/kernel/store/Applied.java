package org.carecontact.kernel.store;

import java.util.List;
import java.util.Map;

/**
 * What became of a batch.
 *
 * @param failed what could not be applied and why; nothing of it was written
 * @param touched the documents that the batch was for and that exist, also those that it did not change
 */
public record Applied<C, S>(Map<Work<C>, RuntimeException> failed, List<Touched<S>> touched) {

    /** A document as it was stored when the batch was done with it. */
    public record Touched<S>(String hospital, String id, S state) {}
}
