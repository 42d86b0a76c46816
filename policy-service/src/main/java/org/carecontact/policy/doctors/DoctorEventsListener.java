package org.carecontact.policy.doctors;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.policy.departments.Departments;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads the hospitals' events about doctors, and counts each doctor's contacts. */
@Component
final class DoctorEventsListener {

    private final Inbox<DoctorCommand> inbox;
    private final Departments departments;
    private final DoctorNews news;

    DoctorEventsListener(Inbox<DoctorCommand> inbox, Departments departments, DoctorNews news) {
        this.inbox = inbox;
        this.departments = departments;
        this.news = news;
    }

    @KafkaListener(
            topicPattern = Topics.REQUESTS + "|" + Topics.ANY_DOCTORS + "|" + Topics.ANY_SCHEDULES,
            groupId = "${spring.application.name}-doctors")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Set<DoctorId>> changed = new HashMap<>();
        // Also when all of them came before: a crash may have come between.
        Map<Boolean, List<ConsumerRecord<byte[], byte[]>>> byKind =
                records.stream().collect(Collectors.partitioningBy(DoctorEventsListener::isOfADepartment));
        departments.accept(byKind.getOrDefault(true, List.of()));
        inbox.accept(byKind.getOrDefault(false, List.of())).forEach(event -> note(event, changed));
        changed.forEach(news::changed);
    }

    private static boolean isOfADepartment(ConsumerRecord<byte[], byte[]> record) {
        return Received.isOf(record, DepartmentChanged.class);
    }

    private static void note(Received received, Map<String, Set<DoctorId>> changed) {
        switch (received.payload()) {
            case DoctorChanged e -> note(e.getHospital(), e.getDoctor(), changed);
            case ScheduleChanged e -> note(e.getHospital(), e.getDoctor(), changed);
            case ContactEnded e ->
                note(e.getRequest().getHospital(), e.getRequest().getDoctor(), changed);
            default -> {}
        }
    }

    /** Passes over what is no id: no case can wait for that doctor. */
    private static void note(String hospital, String doctor, Map<String, Set<DoctorId>> changed) {
        DoctorId.parse(doctor)
                .ifPresent(id ->
                        changed.computeIfAbsent(hospital, _ -> new HashSet<>()).add(id));
    }
}
