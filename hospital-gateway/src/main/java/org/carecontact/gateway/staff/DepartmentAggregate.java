package org.carecontact.gateway.staff;

import java.util.Optional;
import org.carecontact.gateway.staff.domain.Department;
import org.carecontact.gateway.staff.domain.DepartmentDecider;
import org.carecontact.gateway.staff.domain.DepartmentEvent;
import org.carecontact.gateway.staff.domain.DescribeDepartment;
import org.carecontact.gateway.staff.domain.StaffRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.ids.DepartmentId;

/** Stores one document per department, with the newest word on each thing. */
public final class DepartmentAggregate
        implements Aggregate<DescribeDepartment, Department, DepartmentEvent, StaffRejection> {

    private final DepartmentDecider decider = new DepartmentDecider();

    /** Returns the id of the document. */
    public static String id(String hospital, DepartmentId department) {
        return hospital + ":" + department.encoded();
    }

    @Override
    public String collection() {
        return "departments";
    }

    @Override
    public Class<Department> stateType() {
        return Department.class;
    }

    @Override
    public Decider<DescribeDepartment, Department, DepartmentEvent, StaffRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(DepartmentEvent event, Department after) {
        return StaffEventMapper.outgoing(event);
    }
}
