package org.carecontact.policy.departments;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.departments.domain.DepartmentNoted;
import org.carecontact.policy.departments.domain.DepartmentRejection;
import org.carecontact.policy.departments.domain.KnownDepartment;
import org.carecontact.policy.departments.domain.NoteDepartment;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DepartmentId;
import org.springframework.stereotype.Component;

/** The departments of all hospitals, as their events describe them. */
@Component
public final class Departments {

    private final Documents<NoteDepartment, KnownDepartment, DepartmentNoted, DepartmentRejection> departments;
    private final Inbox<NoteDepartment> inbox;

    Departments(Kernel kernel) {
        this.departments = kernel.documents(new DepartmentAggregate());
        this.inbox = kernel.inbox(departments, Departments::meaning);
    }

    /** Applies records of {@link DepartmentChanged}; on return everything is durable. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }

    /** Finds what is known of these codes, by code, with one query; what can't be a code is left out. */
    public Map<String, KnownDepartment> known(String hospital, Collection<String> codes) {
        Map<String, String> ids = new HashMap<>();
        for (String code : codes) {
            DepartmentId.parse(code).ifPresent(id -> ids.put(DepartmentAggregate.id(hospital, id), code));
        }
        Map<String, KnownDepartment> known = new HashMap<>();
        if (!ids.isEmpty()) {
            departments.findAll(hospital, ids.keySet()).forEach((id, stored) -> {
                String code = ids.get(id);
                if (code != null) {
                    known.put(code, stored.state());
                }
            });
        }
        return known;
    }

    private static List<Addressed<NoteDepartment>> meaning(Received received) {
        if (!(received.payload() instanceof DepartmentChanged e)) {
            return List.of();
        }
        if (!Topics.isOf(received.topic(), e.getHospital())) {
            throw new Poison("a hospital other than the topic's");
        }
        DepartmentId department = DepartmentId.parse(e.getDepartment())
                .orElseThrow(() -> new Poison("a department's code that can't be one"));
        return List.of(new Addressed<>(
                e.getHospital(),
                DepartmentAggregate.id(e.getHospital(), department),
                "hospital",
                received.sequence(),
                List.of(new NoteDepartment(new KnownDepartment(e.getName(), e.getPhone(), e.getActive())))));
    }
}
