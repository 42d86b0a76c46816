package org.carecontact.request.requests;

import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.domain.Request.Authority;
import org.carecontact.request.pairs.domain.Request.Family;
import org.carecontact.request.pairs.domain.Request.Route;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The requester, the patient and the route of a request, once the token was found to allow them. */
record Origin(PatientId patient, @Nullable Family family, Route route) {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    /** Takes the patient from the token, except for staff; throws the problem when the token does not allow it. */
    static Origin of(Caller caller, SubmissionBody body) {
        return switch (caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF).role()) {
            case FAMILY ->
                new Origin(ownPatient(caller, body), familyMember(caller, body.requester()), routeOfPatient(body));
            case STAFF ->
                new Origin(
                        namedPatient(body),
                        body.requester() == null ? null : calledFamily(caller, body.requester()),
                        routeOfStaff(body));
            case PATIENT, DOCTOR, SUPERVISOR, SYSTEM, OPERATOR -> {
                if (body.requester() != null) {
                    throw Problem.of("not-family").field("requester").exception();
                }
                yield new Origin(ownPatient(caller, body), null, routeOfPatient(body));
            }
        };
    }

    private static PatientId ownPatient(Caller caller, SubmissionBody body) {
        PatientId own = KnownPairs.patient(caller);
        if (body.patient() != null && !body.patient().equals(own.value())) {
            throw Problem.of("not-your-patient").field("patient").exception();
        }
        return own;
    }

    private static PatientId namedPatient(SubmissionBody body) {
        return Optional.ofNullable(body.patient())
                .flatMap(PatientId::parse)
                .orElseThrow(
                        () -> Problem.of("patient-missing").field("patient").exception());
    }

    private static Family familyMember(Caller caller, SubmissionBody.@Nullable Family stated) {
        String relation = relation(caller, stated);
        if (stated != null && stated.attested() != null) {
            throw Problem.of("attested-by-staff").field("requester.attested").exception();
        }
        Caller.Authority attested = caller.authority();
        return new Family(relation, authority(stated), attested == null ? null : Authority.valueOf(attested.name()));
    }

    /** A statement of the family by phone or at the desk counts as attested only if staff says so. */
    private static Family calledFamily(Caller caller, SubmissionBody.Family stated) {
        String relation = relation(caller, stated);
        Authority authority = authority(stated);
        return new Family(relation, authority, Boolean.TRUE.equals(stated.attested()) ? authority : null);
    }

    private static String relation(Caller caller, SubmissionBody.@Nullable Family family) {
        String stated = family == null ? null : family.relation();
        if (stated == null || !CODE.matcher(stated).matches()) {
            throw Problem.of("relation-missing").field("requester.relation").exception();
        }
        String known = caller.relation();
        if (known != null && !known.equals(stated)) {
            throw Problem.of("relation-differs")
                    .field("requester.relation")
                    .with("known", known)
                    .exception();
        }
        return stated;
    }

    private static Authority authority(SubmissionBody.@Nullable Family family) {
        return Codes.known(Authority.class, family == null ? null : family.authority())
                .orElseThrow(() -> Problem.of("authority-missing")
                        .field("requester.authority")
                        .with("known", Codes.of(Authority.class))
                        .exception());
    }

    private static Route routeOfPatient(SubmissionBody body) {
        Route stated = body.route() == null ? Route.PATIENT_PAGE : route(body.route());
        if (stated.enteredByStaff()) {
            throw Problem.of("route-of-staff").field("route").exception();
        }
        return stated;
    }

    private static Route routeOfStaff(SubmissionBody body) {
        Route stated = body.route() == null ? null : route(body.route());
        if (stated == null || !stated.enteredByStaff()) {
            throw Problem.of("route-missing").field("route").exception();
        }
        return stated;
    }

    private static Route route(String stated) {
        return Codes.known(Route.class, stated)
                .orElseThrow(() -> Problem.of("unknown-route")
                        .field("route")
                        .with("known", Codes.of(Route.class))
                        .exception());
    }
}
