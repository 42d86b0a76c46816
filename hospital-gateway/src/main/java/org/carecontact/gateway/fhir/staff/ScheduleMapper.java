package org.carecontact.gateway.fhir.staff;

import java.util.List;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Told;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Schedule;

/** Reads Schedule: whose slots those are that refer to it. It takes nobody's time itself. */
final class ScheduleMapper implements ResourceMapper<Schedule> {

    private final Calendars calendars;

    ScheduleMapper(Calendars calendars) {
        this.calendars = calendars;
    }

    @Override
    public Class<Schedule> type() {
        return Schedule.class;
    }

    @Override
    public Told read(Schedule schedule, Reading reading) {
        if (!schedule.hasActor()) {
            throw Refused.content(IssueType.REQUIRED, reading.at("actor"), "Whose schedule it is");
        }
        Calendar calendar = calendars.of(schedule, reading);
        if (schedule.hasActive() && !schedule.getActive()) {
            reading.warn(
                    "active", "Each Slot that holds no longer as entered-in-error: a schedule takes none of them back");
        }
        List<String> names = References.names(schedule.getIdentifier());
        return new Told(
                List.of(),
                names.isEmpty() ? calendar.text() : names.getFirst(),
                calendar.text(),
                names,
                !calendar.doctors().isEmpty());
    }
}
