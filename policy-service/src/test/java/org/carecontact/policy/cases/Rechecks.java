package org.carecontact.policy.cases;

import java.util.Set;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.beans.factory.BeanFactory;

/** What {@link WaitingCases} does, for tests outside the room. */
public record Rechecks(BeanFactory beans) {

    public void recheckAll() {
        waiting().recheckAll();
    }

    public void changed(String hospital, Set<DoctorId> doctors) {
        waiting().changed(hospital, doctors);
    }

    private WaitingCases waiting() {
        return beans.getBean(WaitingCases.class);
    }
}
