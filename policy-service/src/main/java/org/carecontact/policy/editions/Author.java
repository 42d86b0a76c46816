package org.carecontact.policy.editions;

import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;

/**
 * Someone who may write policy documents.
 *
 * @param owner the author's hospital, or {@link EditionAggregate#EVERYONE} for an operator
 */
record Author(String owner, String person) {

    /** Admits supervisors to their own hospital's document and operators to those that hold for all. */
    static Author of(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        if (caller.role() == Role.OPERATOR) {
            return new Author(EditionAggregate.EVERYONE, caller.person());
        }
        if (caller.hospital().equals(EditionAggregate.EVERYONE)) {
            throw Problem.of("not-a-hospital").exception();
        }
        return new Author(caller.hospital(), caller.person());
    }

    boolean isOperator() {
        return owner.equals(EditionAggregate.EVERYONE);
    }
}
