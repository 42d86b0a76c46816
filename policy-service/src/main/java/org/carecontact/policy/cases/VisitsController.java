package org.carecontact.policy.cases;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.departments.DepartmentView;
import org.carecontact.policy.departments.Departments;
import org.carecontact.policy.departments.domain.KnownDepartment;
import org.carecontact.policy.doctors.Doctors;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The visits of a patient with doctor and department by name, so that a request starts from a visit. */
@RestController
final class VisitsController {

    private static final int MOST = 50;

    record DoctorView(
            String id, @Nullable String name, @Nullable String title) {}

    /**
     * A visit at one doctor; one that passed from one doctor to another is there for both.
     *
     * @param encounterClass AMB, IMP, VR, EMER or UNKNOWN
     * @param status IN_PROGRESS, FINISHED, CANCELLED or UNKNOWN
     */
    record VisitView(
            String visit,
            DoctorView doctor,
            @Nullable DepartmentView department,
            String encounterClass,
            String status,
            Instant changedAt) {}

    private record Visit(DoctorId doctor, Encounter encounter) {}

    private final PairsOfPatients pairs;
    private final Doctors doctors;
    private final Departments departments;

    VisitsController(PairsOfPatients pairs, Doctors doctors, Departments departments) {
        this.pairs = pairs;
        this.doctors = doctors;
        this.departments = departments;
    }

    @Operation(
            summary = "The latest visits of a patient, the newest first",
            description = "At most 50. A patient's own, for family those of the patient in the token; staff name one.")
    @GetMapping("/visits")
    List<VisitView> visits(Caller caller, @RequestParam(required = false) @Nullable String patient) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF);
        List<Visit> visits = new ArrayList<>();
        for (Pair pair : pairs.of(caller.hospital(), patient(caller, patient))) {
            Pair.Parties parties = pair.parties();
            if (parties != null) {
                pair.encounters().forEach(one -> visits.add(new Visit(parties.doctor(), one)));
            }
        }
        visits.sort(Comparator.comparing((Visit one) -> one.encounter().changedAt())
                .reversed()
                .thenComparing(one -> one.encounter().visit().value())
                .thenComparing(one -> one.doctor().value()));
        return views(caller.hospital(), visits.subList(0, Math.min(MOST, visits.size())));
    }

    private List<VisitView> views(String hospital, List<Visit> visits) {
        Set<DoctorId> at = new LinkedHashSet<>();
        Set<String> in = new LinkedHashSet<>();
        for (Visit one : visits) {
            at.add(one.doctor());
            in.add(one.encounter().department());
        }
        Map<DoctorId, KnownDoctor> people = doctors.known(hospital, at);
        Map<String, KnownDepartment> named = departments.known(hospital, in);
        List<VisitView> views = new ArrayList<>();
        for (Visit one : visits) {
            KnownDoctor doctor = people.getOrDefault(one.doctor(), KnownDoctor.UNKNOWN);
            Encounter encounter = one.encounter();
            views.add(new VisitView(
                    encounter.visit().value(),
                    new DoctorView(one.doctor().value(), doctor.name(), doctor.title()),
                    DepartmentView.of(encounter.department(), named),
                    encounter.kind().name(),
                    encounter.status().name(),
                    encounter.changedAt()));
        }
        return views;
    }

    /** Of the token, and never of the query unless staff ask. */
    private static PatientId patient(Caller caller, @Nullable String named) {
        if (caller.role() == Role.STAFF) {
            return Optional.ofNullable(named)
                    .flatMap(PatientId::parse)
                    .orElseThrow(
                            () -> Problem.of("bad-parameter").field("patient").exception());
        }
        if (named != null && !caller.speaksFor(named)) {
            throw Problem.notFound().exception();
        }
        return Optional.ofNullable(caller.patient())
                .flatMap(PatientId::parse)
                .orElseThrow(() ->
                        Problem.of("incomplete-token").with("claim", "patient").exception());
    }
}
