package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.staff.domain.DepartmentEvent.DepartmentChanged;
import org.carecontact.gateway.staff.domain.DepartmentEvent.DepartmentNoted;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Of each thing the newest word counts, whatever came first. */
public final class DepartmentDecider
        implements Decider<DescribeDepartment, Department, DepartmentEvent, StaffRejection> {

    @Override
    public Department initial() {
        return new Department.Unheard();
    }

    @Override
    public Decision<DepartmentEvent, StaffRejection> decide(Department department, DescribeDepartment command) {
        return switch (department) {
            case Department.Unheard _ -> Decision.accept(new DepartmentChanged(known(command, DepartmentFacts.NONE)));
            case Department.Known before -> {
                Department.Known now = known(command, before.facts());
                if (now.facts().equals(before.facts())) {
                    yield Decision.accept();
                }
                yield Decision.accept(
                        now.facts().saysLike(before.facts()) ? new DepartmentNoted(now) : new DepartmentChanged(now));
            }
        };
    }

    private static Department.Known known(DescribeDepartment command, DepartmentFacts before) {
        return new Department.Known(
                command.hospital(), command.department(), before.and(command.words(), command.by()));
    }

    @Override
    public Department evolve(Department department, DepartmentEvent event) {
        return event.now();
    }
}
