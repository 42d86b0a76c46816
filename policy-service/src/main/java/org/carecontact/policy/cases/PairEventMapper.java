package org.carecontact.policy.cases;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.keys.Digest;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairCommand.CloseCase;
import org.carecontact.policy.cases.domain.PairCommand.NoteConsent;
import org.carecontact.policy.cases.domain.PairCommand.NoteEncounter;
import org.carecontact.policy.cases.domain.PairCommand.NoteHandover;
import org.carecontact.policy.cases.domain.PairCommand.Precheck;
import org.carecontact.policy.doctors.DoctorsAtHand;
import org.carecontact.policy.doctors.HospitalEvents;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Authority;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** Turns events of hospitals, requests and consents into commands to pairs. */
final class PairEventMapper {

    private final Pairs pairs;
    private final PairsOfPatients known;
    private final Clock clock;

    PairEventMapper(Pairs pairs, PairsOfPatients known, Clock clock) {
        this.pairs = pairs;
        this.known = known;
        this.clock = clock;
    }

    List<Addressed<PairCommand>> meaning(Received received, DoctorsAtHand doctors) {
        return switch (received.payload()) {
            case EncounterChanged e -> encounter(received, e, doctors);
            case PatientAgeChanged e -> aged(received, e);
            case ContactRequestSubmitted e -> submitted(received, e.getRequest(), doctors);
            case RequestDeclined e -> ended(received, e.getRequest());
            case RequestWithdrawn e -> ended(received, e.getRequest());
            case RequestExpired e -> ended(received, e.getRequest());
            case ContactEnded e -> ended(received, e.getRequest());
            case AskAgainWanted e ->
                ofRequest(
                        received,
                        e.getRequest(),
                        new PairCommand.Watch(e.getRequest().getNumber(), clock.instant()));
            case PairCarried e -> carried(received, e.getRequest());
            case ConsentSigned e -> signed(received, e.getConsent(), doctors);
            case ConsentRefused e -> ended(received, e.getConsent());
            case ConsentWithdrawn e -> ended(received, e.getConsent());
            case ConsentLapsed e -> ended(received, e.getConsent());
            case ConsentExpired e -> ended(received, e.getConsent());
            default -> List.of(); // costs no write; a redirection follows our own deny, which closed the case
        };
    }

    /** Each event names all former doctors, so that each hears about it even if an earlier event never came. */
    private List<Addressed<PairCommand>> encounter(Received received, EncounterChanged e, DoctorsAtHand doctors) {
        HospitalEvents.requireOwn(received, e.getHospital());
        Instant now = clock.instant();
        DoctorId doctor = HospitalEvents.doctor(e.getDoctor());
        List<Addressed<PairCommand>> to = new ArrayList<>();
        to.add(noted(
                received,
                e,
                doctor,
                new NoteEncounter(
                        encounter(received, e, status(e.getStatus()), e.getFinishedAt()),
                        doctors.facts(e.getHospital(), doctor),
                        now)));
        for (String name : HospitalEvents.formerDoctors(e)) {
            DoctorId former = HospitalEvents.doctor(name);
            DoctorFacts facts = doctors.facts(e.getHospital(), former);
            to.add(noted(
                    received,
                    e,
                    former,
                    e.getStatus() == EncounterStatus.CANCELLED
                            ? new NoteEncounter(encounter(received, e, Encounter.Status.CANCELLED, null), facts, now)
                            : new NoteHandover(
                                    encounter(received, e, Encounter.Status.FINISHED, e.getChangedAt()), facts, now)));
        }
        return to;
    }

    private Addressed<PairCommand> noted(Received received, EncounterChanged e, DoctorId doctor, PairCommand command) {
        return new Addressed<>(
                e.getHospital(),
                pair(e.getHospital(), patient(e.getPatient()), doctor).value(),
                "visit-" + shortHash(e.getVisit()),
                received.sequence(),
                List.of(new PairCommand.NameParties(new Pair.Parties(patient(e.getPatient()), doctor)), command));
    }

    /** To all pairs that the store has now: what came before has to be there. */
    private List<Addressed<PairCommand>> aged(Received received, PatientAgeChanged e) {
        HospitalEvents.requireOwn(received, e.getHospital());
        AgeBand band = band(e.getAgeBand());
        return known.ids(e.getHospital(), patient(e.getPatient())).stream()
                .map(pair -> new Addressed<PairCommand>(
                        e.getHospital(), pair, "patient", received.sequence(), List.of(new PairCommand.NoteAge(band))))
                .toList();
    }

    private static AgeBand band(org.carecontact.events.AgeBand told) {
        return switch (told) {
            case UNDER_14 -> AgeBand.UNDER_14;
            case FROM_14_TO_17 -> AgeBand.FROM_14_TO_17;
            case ADULT -> AgeBand.ADULT;
            case UNKNOWN -> AgeBand.UNKNOWN;
        };
    }

    private static Encounter encounter(
            Received received, EncounterChanged e, Encounter.Status status, @Nullable Instant finishedAt) {
        return new Encounter(
                VisitId.parse(e.getVisit()).orElseThrow(() -> new Poison("a visit's id that can't be one")),
                received.sequence(),
                switch (e.getEncounterClass()) {
                    case AMB -> Encounter.Kind.AMB;
                    case IMP -> Encounter.Kind.IMP;
                    case VR -> Encounter.Kind.VR;
                    case EMER -> Encounter.Kind.EMER;
                    case UNKNOWN -> Encounter.Kind.UNKNOWN;
                },
                status,
                band(e.getAgeBand()),
                e.getDepartment(),
                e.getChangedAt(),
                finishedAt);
    }

    private static Encounter.Status status(EncounterStatus status) {
        return switch (status) {
            case IN_PROGRESS -> Encounter.Status.IN_PROGRESS;
            case FINISHED -> Encounter.Status.FINISHED;
            case CANCELLED -> Encounter.Status.CANCELLED;
            case UNKNOWN -> Encounter.Status.UNKNOWN;
        };
    }

    private List<Addressed<PairCommand>> submitted(Received received, ContactRequest request, DoctorsAtHand doctors) {
        RequestId id = own(request);
        DoctorId doctor = HospitalEvents.doctor(request.getDoctor());
        Asked asked = new Asked(
                request.getHospital(),
                id,
                request.getNumber(),
                patient(request.getPatient()),
                doctor,
                request.getPurpose(),
                known(Wish.class, request.getWish(), Wish.UNKNOWN),
                known(Requester.class, request.getRequester(), Requester.UNKNOWN),
                request.getRelation() == null ? null : request.getRelation().toUpperCase(Locale.ROOT),
                attested(request.getAttestedAuthority()),
                request.getSubmittedAt());
        return ofRequest(
                received, request, new Precheck(asked, doctors.facts(request.getHospital(), doctor), clock.instant()));
    }

    private List<Addressed<PairCommand>> ended(Received received, ContactRequest request) {
        // MISUSE is agreed in the schema; no contact can end by it yet.
        boolean misused = request.getContact() != null
                && "MISUSE".equals(request.getContact().getEndedBy());
        return ofRequest(received, request, new CloseCase(request.getNumber(), misused, clock.instant()));
    }

    private List<Addressed<PairCommand>> carried(Received received, ContactRequest request) {
        String survivor = request.getSurvivor();
        if (survivor == null) {
            throw new Poison("carried to nobody");
        }
        return ofRequest(received, request, new PairCommand.NoteSurvivor(patient(survivor)));
    }

    private List<Addressed<PairCommand>> ofRequest(Received received, ContactRequest request, PairCommand command) {
        String pair = own(request).pair().value();
        return List.of(
                new Addressed<>(request.getHospital(), pair, "request-service", received.sequence(), List.of(command)));
    }

    private List<Addressed<PairCommand>> signed(Received received, Consent consent, DoctorsAtHand doctors) {
        RequestId id = own(consent);
        List<Paper> papers = consent.getDocuments().stream()
                .flatMap(shown -> List.of(Paper.values()).stream()
                        .filter(paper -> paper.name().equals(shown.getKind())))
                .distinct()
                .toList();
        // A signer in an unknown role counts for least.
        Signed signed =
                new Signed(received.sequence(), known(Signer.class, consent.getSigner(), Signer.FAMILY), papers);
        return ofConsent(
                received,
                consent,
                id,
                new NoteConsent(
                        consent.getNumber(),
                        signed,
                        doctors.facts(consent.getHospital(), HospitalEvents.doctor(consent.getDoctor())),
                        clock.instant()));
    }

    private List<Addressed<PairCommand>> ended(Received received, Consent consent) {
        RequestId id = own(consent);
        return ofConsent(received, consent, id, new CloseCase(consent.getNumber(), false, clock.instant()));
    }

    private static List<Addressed<PairCommand>> ofConsent(
            Received received, Consent consent, RequestId id, PairCommand command) {
        return List.of(new Addressed<>(
                consent.getHospital(),
                id.pair().value(),
                "consent-service-" + consent.getNumber(),
                received.sequence(),
                List.of(command)));
    }

    private RequestId own(ContactRequest request) {
        return own(request.getHospital(), request.getPatient(), request.getDoctor(), request.getRequest());
    }

    private RequestId own(Consent consent) {
        return own(consent.getHospital(), consent.getPatient(), consent.getDoctor(), consent.getRequest());
    }

    private RequestId own(String hospital, String patient, String doctor, String request) {
        PairId pair = pair(hospital, patient(patient), HospitalEvents.doctor(doctor));
        return RequestId.parse(request)
                .filter(id -> id.pair().equals(pair))
                .orElseThrow(() -> new Poison("a request id that is not of this hospital, patient and doctor"));
    }

    private PairId pair(String hospital, PatientId patient, DoctorId doctor) {
        return pairs.of(hospital, patient.value(), doctor.value());
    }

    private static PatientId patient(String text) {
        return PatientId.parse(text).orElseThrow(() -> new Poison("a patient's id that can't be one"));
    }

    private static @Nullable Authority attested(@Nullable String name) {
        return Arrays.stream(Authority.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static <T extends Enum<T>> T known(Class<T> type, String name, T otherwise) {
        for (T one : type.getEnumConstants()) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        return otherwise;
    }

    private static String shortHash(String visit) {
        return Digest.hex(visit).substring(0, 8);
    }
}
