package org.carecontact.policy.departments;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.policy.departments.domain.DepartmentDecider;
import org.carecontact.policy.departments.domain.DepartmentNoted;
import org.carecontact.policy.departments.domain.DepartmentRejection;
import org.carecontact.policy.departments.domain.KnownDepartment;
import org.carecontact.policy.departments.domain.NoteDepartment;
import org.carecontact.schemas.ids.DepartmentId;

/** Stores departments as documents; publishes nothing. */
final class DepartmentAggregate
        implements Aggregate<NoteDepartment, KnownDepartment, DepartmentNoted, DepartmentRejection> {

    private final DepartmentDecider decider = new DepartmentDecider();

    static String id(String hospital, DepartmentId department) {
        return hospital + ":" + department.encoded();
    }

    @Override
    public String collection() {
        return "departments";
    }

    @Override
    public Class<KnownDepartment> stateType() {
        return KnownDepartment.class;
    }

    @Override
    public Decider<NoteDepartment, KnownDepartment, DepartmentNoted, DepartmentRejection> decider() {
        return decider;
    }
}
