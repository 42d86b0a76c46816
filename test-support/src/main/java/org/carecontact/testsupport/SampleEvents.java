package org.carecontact.testsupport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AgeBand;
import org.carecontact.events.Alternative;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.Assessment;
import org.carecontact.events.ChannelClosed;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.Contact;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactHours;
import org.carecontact.events.ContactReminderDue;
import org.carecontact.events.ContactRenewalMoved;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.DoctorChanged;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterClass;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.GroundGone;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.Notification;
import org.carecontact.events.NotificationState;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PatientAgeChanged;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.ReportContested;
import org.carecontact.events.ReportDecided;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.ScheduleChanged;
import org.carecontact.events.ScheduleKind;
import org.carecontact.events.ScheduleSlot;
import org.carecontact.events.SealedContactPoint;
import org.carecontact.events.ShownDocument;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.events.Verdict;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/**
 * Valid events of every type about one request of one patient and one doctor: an adult's, after an outpatient visit
 * in cardiology, for a change of medication. Each takes a lambda that changes what a test is about.
 */
// Longer than 300 lines: one valid event of every type stands in one list.
public record SampleEvents(String hospital, PatientId patient, DoctorId doctor, RequestId request) {

    private static final String HASH = "5e".repeat(32);

    static {
        TestCodec.trustEvents();
    }

    public SampleEvents(String hospital, String patient, String doctor, PairId pair) {
        this(hospital, new PatientId(patient), new DoctorId(doctor), new RequestId(pair, 1));
    }

    /** The same pair's next request. */
    public SampleEvents next() {
        return new SampleEvents(hospital, patient, doctor, new RequestId(request.pair(), request.number() + 1));
    }

    public PairId pair() {
        return request.pair();
    }

    /** One event of each type that there is. */
    public List<SpecificRecord> all() {
        return List.of(
                encounter("V1", EncounterStatus.IN_PROGRESS, unchanged()),
                doctorListed(unchanged()),
                schedule(unchanged()),
                registered(unchanged()),
                department("cardiology"),
                ageChanged(AgeBand.ADULT),
                merged("P000009"),
                submitted(unchanged()),
                doctorAsked(unchanged()),
                granted(unchanged()),
                declined(unchanged()),
                redirected(unchanged()),
                requestWithdrawn(unchanged()),
                requestExpired(unchanged()),
                ended("PATIENT", unchanged()),
                carried("P000009", RequestState.AWAITING_DOCTOR),
                channelClosed(),
                askAgainWanted(),
                askAgainPossible(),
                reminderDue(1),
                renewalMoved("DUE"),
                contactRenewed(),
                contactSuspended("ABSENCE"),
                contactResumed(),
                misuseReported(),
                reportDecided("NOTHING"),
                reportContested(),
                groundGone(),
                termsSigned(),
                termsActivated(),
                consentAsked(unchanged()),
                codeIssued("sealed".getBytes(StandardCharsets.UTF_8), 1),
                consentSigned(unchanged()),
                consentRefused(unchanged()),
                consentWithdrawn(unchanged()),
                consentLapsed(unchanged()),
                consentExpired(unchanged()),
                consentAskedAnew("RENEWAL", unchanged()),
                consentSuspended("CAME_OF_AGE", unchanged()),
                consentRenewed("RENEWAL", unchanged()),
                prechecked(PolicyOutcome.PERMIT, unchanged()),
                decided(PolicyOutcome.PERMIT, unchanged()),
                settled(notification("CONTACT_GRANTED", "PATIENT", NotificationState.SENT)));
    }

    /** Returns the event unchanged. */
    public static <B> Consumer<B> unchanged() {
        return _ -> {};
    }

    // ---- of the hospital

    /** Returns the key of the hospital's events about the patient. */
    public String patientKey() {
        return hospital + ":" + patient.encoded();
    }

    /** Returns the key of the hospital's events about the doctor. */
    public String doctorKey() {
        return hospital + ":" + doctor.encoded();
    }

    public EncounterChanged encounter(String visit, EncounterStatus status, Consumer<EncounterChanged.Builder> change) {
        Instant now = now();
        EncounterChanged.Builder encounter = EncounterChanged.newBuilder()
                .setHospital(hospital)
                .setVisit(visit)
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setDepartment("cardiology")
                .setEncounterClass(EncounterClass.AMB)
                .setStatus(status)
                .setAgeBand(AgeBand.ADULT)
                .setChangedAt(now)
                .setFinishedAt(status == EncounterStatus.FINISHED ? now : null);
        change.accept(encounter);
        return encounter.build();
    }

    public DoctorChanged doctorListed(Consumer<DoctorChanged.Builder> change) {
        DoctorChanged.Builder listed = DoctorChanged.newBuilder()
                .setHospital(hospital)
                .setDoctor(doctor.value())
                .setDepartment("cardiology")
                .setActive(true)
                .setChangedAt(now());
        change.accept(listed);
        return listed.build();
    }

    /** A clinic that goes on now. */
    public ScheduleChanged schedule(Consumer<ScheduleChanged.Builder> change) {
        Instant now = now();
        ScheduleChanged.Builder schedule = ScheduleChanged.newBuilder()
                .setHospital(hospital)
                .setDoctor(doctor.value())
                .setSlots(List.of(new ScheduleSlot(
                        ScheduleKind.CLINIC, now.minus(1, ChronoUnit.HOURS), now.plus(3, ChronoUnit.HOURS))))
                .setChangedAt(now);
        change.accept(schedule);
        return schedule.build();
    }

    /** Without a contact point: to seal one takes the key. */
    public PatientRegistered registered(Consumer<PatientRegistered.Builder> change) {
        PatientRegistered.Builder registered = PatientRegistered.newBuilder()
                .setHospital(hospital)
                .setPatient(patient.value())
                .setContactPoints(List.of())
                .setChangedAt(now());
        change.accept(registered);
        return registered.build();
    }

    /** A department of the hospital. */
    public DepartmentChanged department(String code) {
        return DepartmentChanged.newBuilder()
                .setHospital(hospital)
                .setDepartment(code)
                .setActive(true)
                .setChangedAt(now())
                .build();
    }

    /** Another age band of the patient. */
    public PatientAgeChanged ageChanged(AgeBand band) {
        return PatientAgeChanged.newBuilder()
                .setHospital(hospital)
                .setPatient(patient.value())
                .setAgeBand(band)
                .setChangedAt(now())
                .build();
    }

    /** The patient is the same person as another, whose id remains. */
    public PatientMerged merged(String survivor) {
        return PatientMerged.newBuilder()
                .setHospital(hospital)
                .setPatient(patient.value())
                .setSurvivor(survivor)
                .setMergedAt(now())
                .build();
    }

    public static SealedContactPoint sealed(String role, byte[] sealed) {
        return new SealedContactPoint(role, "sms", ByteBuffer.wrap(sealed));
    }

    // ---- of request-service

    public ContactRequestSubmitted submitted(Consumer<ContactRequest.Builder> change) {
        return new ContactRequestSubmitted(request(RequestState.SUBMITTED, change));
    }

    public DoctorAsked doctorAsked(Consumer<ContactRequest.Builder> change) {
        return new DoctorAsked(request(RequestState.AWAITING_DOCTOR, change));
    }

    public ContactGranted granted(Consumer<ContactRequest.Builder> change) {
        return new ContactGranted(request(RequestState.GRANTED, change));
    }

    public RequestDeclined declined(Consumer<ContactRequest.Builder> change) {
        return new RequestDeclined(request(RequestState.DECLINED, change));
    }

    public RequestRedirected redirected(Consumer<ContactRequest.Builder> change) {
        return new RequestRedirected(request(RequestState.REDIRECTED, change));
    }

    public RequestWithdrawn requestWithdrawn(Consumer<ContactRequest.Builder> change) {
        return new RequestWithdrawn(request(RequestState.WITHDRAWN, change));
    }

    public RequestExpired requestExpired(Consumer<ContactRequest.Builder> change) {
        return new RequestExpired(request(RequestState.EXPIRED, change));
    }

    public AskAgainWanted askAgainWanted() {
        return new AskAgainWanted(request(RequestState.REDIRECTED, _ -> {}));
    }

    public AskAgainPossible askAgainPossible() {
        return new AskAgainPossible(request(RequestState.REDIRECTED, _ -> {}), now());
    }

    public ContactReminderDue reminderDue(int which) {
        return new ContactReminderDue(request(RequestState.GRANTED, _ -> {}), which);
    }

    public ContactRenewalMoved renewalMoved(String step) {
        return new ContactRenewalMoved(request(RequestState.GRANTED, _ -> {}), step);
    }

    public ContactRenewed contactRenewed() {
        return new ContactRenewed(request(RequestState.GRANTED, _ -> {}), now());
    }

    public ContactSuspended contactSuspended(String cause) {
        return new ContactSuspended(
                request(RequestState.GRANTED, request -> request.setSuspensions(List.of(cause))), cause, null);
    }

    public ContactResumed contactResumed() {
        return new ContactResumed(request(RequestState.GRANTED, _ -> {}), now());
    }

    public MisuseReported misuseReported() {
        return MisuseReported.newBuilder()
                .setHospital(hospital)
                .setPair(pair().toString())
                .setRequest(request.toString())
                .setReport(request + "-p1")
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setCategory("HARASSMENT")
                .setReporter("PATIENT")
                .setWhich(1)
                .setReportedAt(now())
                .setHeldUntil(now())
                .setDue(now())
                .build();
    }

    /** Decided as NOTHING, WARNING, END or END_AND_BAR. */
    public ReportDecided reportDecided(String outcome) {
        return ReportDecided.newBuilder()
                .setHospital(hospital)
                .setPair(pair().toString())
                .setRequest(request.toString())
                .setReport(request + "-p1")
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setCategory("HARASSMENT")
                .setReporter("PATIENT")
                .setWhich(1)
                .setOutcome(outcome)
                .setLast(false)
                .setDecidedAt(now())
                .build();
    }

    public ReportContested reportContested() {
        return ReportContested.newBuilder()
                .setHospital(hospital)
                .setPair(pair().toString())
                .setRequest(request.toString())
                .setReport(request + "-p1")
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setContestedBy("DOCTOR")
                .setContestedAt(now())
                .setDue(now())
                .build();
    }

    public DoctorTermsSigned termsSigned() {
        return DoctorTermsSigned.newBuilder()
                .setHospital(hospital)
                .setDoctor(doctor.value())
                .setDocument(terms())
                .setConfirmations(List.of("confidentiality"))
                .setShownAt(now())
                .setSignedAt(now())
                .setValidUntil(now().plus(Duration.ofDays(365)))
                .setReceiptSha256(HASH)
                .build();
    }

    public DoctorTermsActivated termsActivated() {
        return new DoctorTermsActivated(hospital, terms(), now());
    }

    private static ShownDocument terms() {
        return new ShownDocument("DOCTOR_TERMS", "doctor-terms", 1, "zh", HASH);
    }

    public GroundGone groundGone() {
        return GroundGone.newBuilder()
                .setHospital(hospital)
                .setPair(pair().toString())
                .setRequest(request.toString())
                .setNumber(request.number())
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setGoneAt(now())
                .build();
    }

    public ChannelClosed channelClosed() {
        return ChannelClosed.newBuilder()
                .setHospital(hospital)
                .setPair(pair().toString())
                .setRequest(request.toString())
                .setMeans("TEMPORARY_SESSION")
                .setSessions(1)
                .setSaid(List.of("close_temp_chat:0"))
                .setEndedBy("PATIENT")
                .setEndedAt(now())
                .setClosedAt(now())
                .build();
    }

    /** The patient's id was merged into the survivor's. */
    public PairCarried carried(String survivor, RequestState state) {
        return new PairCarried(request(state, carried -> carried.setSurvivor(survivor)), now());
    }

    /** Ended by PATIENT, DOCTOR, CONSENT, POLICY, EXPIRY or MERGE. */
    public ContactEnded ended(String by, Consumer<ContactRequest.Builder> change) {
        return new ContactEnded(request(RequestState.ENDED, ended -> {
            ended.setContact(
                    Contact.newBuilder(ended.getContact()).setEndedBy(by).build());
            change.accept(ended);
        }));
    }

    /** The public state of the request, with what belongs to that state. */
    public ContactRequest request(RequestState state, Consumer<ContactRequest.Builder> change) {
        Instant now = now();
        boolean granted = state == RequestState.GRANTED || state == RequestState.ENDED;
        boolean open = state == RequestState.SUBMITTED
                || state == RequestState.AWAITING_CONSENT
                || state == RequestState.AWAITING_DELIVERY
                || state == RequestState.AWAITING_DOCTOR;
        ContactRequest.Builder all = ContactRequest.newBuilder()
                .setHospital(hospital)
                .setPair(pair().value())
                .setRequest(request.toString())
                .setNumber(request.number())
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setPurpose("MEDICATION_ADJUSTMENT")
                .setWish("WECOM")
                .setRequester("PATIENT")
                .setRoute("PATIENT_PAGE")
                .setState(state)
                .setSubmittedAt(now)
                .setSettledAt(open ? null : now)
                .setAnsweredBy(granted || state == RequestState.DECLINED ? "DOCTOR" : null)
                .setReason(
                        switch (state) {
                            case REDIRECTED -> "doctor-not-opted-in";
                            case DECLINED -> "DOCTOR_REFUSED";
                            default -> null;
                        })
                .setAlternatives(
                        state == RequestState.REDIRECTED
                                ? List.of(new Alternative("HOSPITAL_APP", "https://" + hospital + ".example/app"))
                                : List.of());
        if (granted) {
            all.setContact(contact(now, state == RequestState.ENDED));
        }
        change.accept(all);
        return all.build();
    }

    private static Contact contact(Instant now, boolean ended) {
        return Contact.newBuilder()
                .setChannel("WECOM")
                .setPurpose("MEDICATION_ADJUSTMENT")
                .setStartsAt(now)
                .setEndsAt(now.plus(30, ChronoUnit.DAYS))
                .setHours(hours())
                .setObligations(List.of("REAL_NAME_FIRST", "CONCISE"))
                .setEndedAt(ended ? now : null)
                .setEndedBy(ended ? "PATIENT" : null)
                .build();
    }

    // ---- of consent-service

    public ConsentAsked consentAsked(Consumer<Consent.Builder> change) {
        return new ConsentAsked(consent(ConsentState.ASKED, change));
    }

    /** With a code that the owner of the key sealed. */
    public SigningCodeIssued codeIssued(byte[] sealed, int issue) {
        return new SigningCodeIssued(
                consent(ConsentState.ASKED, unchanged()),
                ByteBuffer.wrap(sealed),
                now().plus(5, ChronoUnit.MINUTES),
                issue);
    }

    public ConsentSigned consentSigned(Consumer<Consent.Builder> change) {
        return new ConsentSigned(consent(ConsentState.SIGNED, change));
    }

    public ConsentRefused consentRefused(Consumer<Consent.Builder> change) {
        return new ConsentRefused(consent(ConsentState.REFUSED, change));
    }

    public ConsentWithdrawn consentWithdrawn(Consumer<Consent.Builder> change) {
        return new ConsentWithdrawn(consent(ConsentState.WITHDRAWN, change));
    }

    public ConsentLapsed consentLapsed(Consumer<Consent.Builder> change) {
        return new ConsentLapsed(consent(ConsentState.LAPSED, change));
    }

    public ConsentExpired consentExpired(Consumer<Consent.Builder> change) {
        return new ConsentExpired(consent(ConsentState.EXPIRED, change));
    }

    public ConsentAskedAnew consentAskedAnew(String reason, Consumer<Consent.Builder> change) {
        return new ConsentAskedAnew(
                consent(ConsentState.SIGNED, change), reason, now(), now().plus(Duration.ofDays(30)));
    }

    public ConsentSuspended consentSuspended(String reason, Consumer<Consent.Builder> change) {
        return new ConsentSuspended(
                consent(ConsentState.SIGNED, change.andThen(consent -> consent.setSuspendedAt(now()))), reason);
    }

    public ConsentRenewed consentRenewed(String reason, Consumer<Consent.Builder> change) {
        return new ConsentRenewed(consent(ConsentState.SIGNED, change), reason, HASH);
    }

    /** The public state of the consent, with what belongs to that state. */
    public Consent consent(ConsentState state, Consumer<Consent.Builder> change) {
        Instant now = now();
        boolean signed =
                state == ConsentState.SIGNED || state == ConsentState.WITHDRAWN || state == ConsentState.EXPIRED;
        Consent.Builder consent = Consent.newBuilder()
                .setHospital(hospital)
                .setPair(pair().value())
                .setRequest(request.toString())
                .setNumber(request.number())
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setSigner("PATIENT")
                .setState(state)
                .setDocuments(
                        signed ? List.of(new ShownDocument("CONSENT", "contact-consent", 1, "zh", HASH)) : List.of())
                .setAskedAt(now)
                .setShownAt(signed ? now : null)
                .setSignedAt(signed ? now : null)
                .setValidUntil(signed ? now.plus(30, ChronoUnit.DAYS) : null)
                .setEndedAt(state == ConsentState.ASKED || state == ConsentState.SIGNED ? null : now)
                .setReceiptSha256(signed ? HASH : null);
        change.accept(consent);
        return consent.build();
    }

    // ---- of policy-service

    public PolicyPrechecked prechecked(PolicyOutcome outcome, Consumer<Assessment.Builder> change) {
        return new PolicyPrechecked(assessment(outcome, change));
    }

    /** Rests on consent event 2 when it permits. */
    public PolicyDecided decided(PolicyOutcome outcome, Consumer<Assessment.Builder> change) {
        return new PolicyDecided(assessment(outcome, decided -> {
            decided.setConsentSequence(outcome == PolicyOutcome.PERMIT ? 2L : null);
            change.accept(decided);
        }));
    }

    public Assessment assessment(PolicyOutcome outcome, Consumer<Assessment.Builder> change) {
        boolean permit = outcome == PolicyOutcome.PERMIT;
        Assessment.Builder assessment = Assessment.newBuilder()
                .setHospital(hospital)
                .setPair(pair().value())
                .setRequest(request.toString())
                .setNumber(request.number())
                .setPatient(patient.value())
                .setDoctor(doctor.value())
                .setDepartment("cardiology")
                .setInstitutionType("PUBLIC_TERTIARY")
                .setScene("OUTPATIENT")
                .setPurpose("MEDICATION_ADJUSTMENT")
                .setRequester("PATIENT")
                .setSigner("PATIENT")
                .setDocuments(List.of("CONSENT"))
                .setOutcome(outcome)
                .setVerdicts(List.of(
                        new Verdict("NECESSITY", true, List.of("follow-up-needed")),
                        new Verdict("BOUNDARY", permit, permit ? List.of() : List.of("doctor-not-opted-in"))))
                .setChannels(permit ? List.of("WECOM", "HOSPITAL_APP") : List.of())
                .setHours(hours())
                .setContactDays(30)
                .setObligations(permit ? List.of("REAL_NAME_FIRST", "CONCISE") : List.of())
                .setWaitsFor(outcome == PolicyOutcome.DEFER ? "ENCOUNTER_FINISHED" : null)
                .setAlternatives(
                        outcome == PolicyOutcome.DENY
                                ? List.of(new Alternative(
                                        "FOLLOW_UP_SYSTEM", "https://" + hospital + ".example/follow-up"))
                                : List.of())
                .setPolicies(List.of("national/1"))
                .setSubmittedAt(now())
                .setDecidedAt(now());
        change.accept(assessment);
        return assessment.build();
    }

    private static ContactHours hours() {
        return new ContactHours("09:00", "17:00", List.of(1, 2, 3, 4, 5));
    }

    // ---- of notification-service

    public NotificationsSettled settled(Notification... notifications) {
        return new NotificationsSettled(hospital, pair().value(), request.toString(), List.of(notifications));
    }

    public static Notification notification(String kind, String recipient, NotificationState state) {
        return Notification.newBuilder()
                .setKind(kind)
                .setRecipient(recipient)
                .setSystem("sms")
                .setState(state)
                .setProviderCalls(1)
                .setChangedAt(now())
                .build();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
