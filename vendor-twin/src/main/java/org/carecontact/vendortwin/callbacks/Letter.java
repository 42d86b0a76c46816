package org.carecontact.vendortwin.callbacks;

import java.util.Set;
import org.carecontact.vendortwin.faults.FaultKind;

/** What is pushed, written anew for each attempt. */
@FunctionalInterface
public interface Letter {

    /** Writes it, wrong in the ways that were ordered. */
    Post write(Set<FaultKind> wrong);

    /**
     * One POST.
     *
     * @param query to be added to the address; empty for none
     */
    record Post(String query, String contentType, String body) {}
}
