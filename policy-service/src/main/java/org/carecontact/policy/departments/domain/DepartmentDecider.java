package org.carecontact.policy.departments.domain;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** The hospital's last word counts; the same word again changes nothing. */
public final class DepartmentDecider
        implements Decider<NoteDepartment, KnownDepartment, DepartmentNoted, DepartmentRejection> {

    @Override
    public KnownDepartment initial() {
        return KnownDepartment.UNKNOWN;
    }

    @Override
    public Decision<DepartmentNoted, DepartmentRejection> decide(KnownDepartment known, NoteDepartment command) {
        return command.now().equals(known) ? Decision.accept() : Decision.accept(new DepartmentNoted(command.now()));
    }

    @Override
    public KnownDepartment evolve(KnownDepartment known, DepartmentNoted event) {
        return event.now();
    }
}
