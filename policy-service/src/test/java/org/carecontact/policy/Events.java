package org.carecontact.policy;

import java.time.Instant;
import java.util.List;
import org.carecontact.events.AgeBand;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.RequestState;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.events.ShownDocument;
import org.jspecify.annotations.Nullable;

/** Events as the other services and the hospitals publish them. */
final class Events {

    private Events() {}

    static ContactRequest request(Couple couple, int number, RequestState state) {
        return ContactRequest.newBuilder()
                .setHospital(couple.hospital())
                .setPair(couple.pair())
                .setRequest(couple.request(number))
                .setNumber(number)
                .setPatient(couple.patient())
                .setDoctor(couple.doctor())
                .setPurpose("FOLLOW_UP_VISIT")
                .setWish("ANY")
                .setRequester("PATIENT")
                .setRoute("PATIENT_PAGE")
                .setState(state)
                .setSubmittedAt(Instant.parse("2026-11-23T01:59:00Z"))
                .build();
    }

    static Consent consent(Couple couple, int number, ConsentState state) {
        return Consent.newBuilder()
                .setHospital(couple.hospital())
                .setPair(couple.pair())
                .setRequest(couple.request(number))
                .setNumber(number)
                .setPatient(couple.patient())
                .setDoctor(couple.doctor())
                .setSigner("PATIENT")
                .setState(state)
                .setDocuments(List.of(new ShownDocument("CONSENT", "consent", 1, "zh", "00")))
                .setAskedAt(Instant.parse("2026-11-23T01:59:30Z"))
                .build();
    }

    static EncounterChanged encounter(
            Couple couple, String visit, EncounterStatus status, Instant at, @Nullable String formerDoctor) {
        return EncounterChanged.newBuilder()
                .setHospital(couple.hospital())
                .setVisit(visit)
                .setPatient(couple.patient())
                .setDoctor(couple.doctor())
                .setFormerDoctor(formerDoctor)
                .setDepartment("cardiology")
                .setEncounterClass(EncounterClass.AMB)
                .setStatus(status)
                .setAgeBand(AgeBand.ADULT)
                .setChangedAt(at)
                .setFinishedAt(status == EncounterStatus.FINISHED ? at : null)
                .build();
    }

    static DoctorChanged doctor(String hospital, String doctor, boolean active, Instant at) {
        return DoctorChanged.newBuilder()
                .setHospital(hospital)
                .setDoctor(doctor)
                .setDepartment("cardiology")
                .setActive(active)
                .setChangedAt(at)
                .build();
    }

    static ScheduleChanged operating(String hospital, String doctor, Instant from, Instant to) {
        return ScheduleChanged.newBuilder()
                .setHospital(hospital)
                .setDoctor(doctor)
                .setSlots(List.of(
                        new ScheduleSlot(ScheduleKind.CLINIC, from, to.plusSeconds(36_000)),
                        new ScheduleSlot(ScheduleKind.SURGERY, from, to)))
                .setChangedAt(from)
                .build();
    }
}
