package org.carecontact.request;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.domain.Request.Requester;
import org.carecontact.request.domain.Request.Route;
import org.carecontact.request.domain.Request.Wish;
import org.carecontact.request.domain.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /requests.
 *
 * @param doctor the hospital's id of the doctor
 * @param wish PERSONAL_WECHAT, WECOM or ANY (the default)
 * @param requester who asks; for family only
 * @param patient for staff only; all others speak for the patient of their token
 * @param route PATIENT_PAGE (the default) or API; for staff PHONE or FRONT_DESK
 * @param noEmergency that the requester has seen what to do in an emergency and says that nothing of it is so
 * @param faqRead that the answers to frequent questions did not help; without it a routine question is led to them
 */
record SubmissionBody(
        @Nullable String doctor,
        @Nullable String purpose,
        @Nullable String need,
        Statement.@Nullable Promises promises,
        Statement.@Nullable Privacy privacy,
        @Nullable String wish,
        @Nullable Family requester,
        @Nullable String patient,
        @Nullable String route,
        @Nullable Boolean noEmergency,
        @Nullable Boolean faqRead) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    /** A family member, by code: the relation as PARENT, the authority as LEGAL_GUARDIAN or WRITTEN_AUTHORIZATION. */
    record Family(@Nullable String relation, @Nullable String authority) {}

    /** Who asks for whom, once it is known to be allowed. */
    record Origin(
            String patient,
            Requester requester,
            @Nullable String relation,
            @Nullable String authority,
            Route route) {}

    Statement statement() {
        return new Statement(purpose, need, promises, privacy);
    }

    String doctorId() {
        if (doctor == null || !ID.matcher(doctor).matches()) {
            throw field("doctor", "doctor-missing", "The doctor is missing", "Give the hospital's id, as D0007.");
        }
        return doctor;
    }

    Wish wished() {
        return wish == null ? Wish.ANY : coded(Wish.class, "wish", wish);
    }

    Origin origin(Caller caller) {
        return switch (caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF).role()) {
            case FAMILY -> new Origin(ownPatient(caller), Requester.FAMILY, relation(caller), authority(), ownRoute());
            case STAFF -> {
                boolean family = requester != null;
                yield new Origin(
                        namedPatient(),
                        family ? Requester.FAMILY : Requester.PATIENT,
                        family ? relation(caller) : null,
                        family ? authority() : null,
                        staffRoute());
            }
            case PATIENT, DOCTOR, SUPERVISOR, SERVICE, OPERATOR -> {
                if (requester != null) {
                    throw field(
                            "requester",
                            "not-family",
                            "The patient asks for themselves",
                            "Leave requester out, or use a token of the family member.");
                }
                yield new Origin(ownPatient(caller), Requester.PATIENT, null, null, ownRoute());
            }
        };
    }

    private String ownPatient(Caller caller) {
        String own = caller.patient();
        if (own == null) {
            throw Problem.of(403, "no-patient", "The token names no patient").exception();
        }
        if (patient != null && !patient.equals(own)) {
            throw Problem.of(403, "not-your-patient", "The token speaks for another patient")
                    .field("patient")
                    .remedy("Leave patient out: it is the patient of the token.")
                    .exception();
        }
        return own;
    }

    private String namedPatient() {
        if (patient == null || !ID.matcher(patient).matches()) {
            throw field("patient", "patient-missing", "The patient is missing", "Give the hospital's id, as P000123.");
        }
        return patient;
    }

    private String relation(Caller caller) {
        String stated = requester == null ? null : requester.relation();
        if (stated == null || !CODE.matcher(stated).matches()) {
            throw field(
                    "requester.relation",
                    "relation-missing",
                    "Family states the relation to the patient",
                    "请说明与患者的关系。State it as a code, for example PARENT, CHILD or SPOUSE.");
        }
        String known = caller.relation();
        if (known != null && !known.equals(stated)) {
            throw field(
                    "requester.relation",
                    "relation-differs",
                    "The hospital knows another relation",
                    "The token says " + known + ".");
        }
        return stated;
    }

    private String authority() {
        String stated = requester == null ? null : requester.authority();
        if (stated == null || !CODE.matcher(stated).matches()) {
            throw field(
                    "requester.authority",
                    "authority-missing",
                    "Family states the authority to speak for the patient",
                    "请说明代理权限。State it as a code, for example LEGAL_GUARDIAN or WRITTEN_AUTHORIZATION.");
        }
        return stated;
    }

    private Route ownRoute() {
        Route stated = route == null ? Route.PATIENT_PAGE : coded(Route.class, "route", route);
        if (stated.enteredByStaff()) {
            throw field(
                    "route", "route-of-staff", "Only staff enters what came by phone or at the desk", "Leave it out.");
        }
        return stated;
    }

    private Route staffRoute() {
        Route stated = route == null ? null : coded(Route.class, "route", route);
        if (stated == null || !stated.enteredByStaff()) {
            throw field(
                    "route",
                    "route-missing",
                    "Staff only enters what a patient asked for by phone or at the desk",
                    "Give PHONE or FRONT_DESK.");
        }
        return stated;
    }

    private static <E extends Enum<E>> E coded(Class<E> type, String field, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(value))
                .findFirst()
                .orElseThrow(() -> field(
                        field,
                        "unknown-" + field,
                        "This " + field + " is not known",
                        "Choose one of: "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .toList())
                                + "."));
    }

    private static RuntimeException field(String field, String type, String title, String remedy) {
        return Problem.of(422, type, title).field(field).remedy(remedy).exception();
    }
}
