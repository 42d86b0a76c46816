package org.carecontact.policy.doctors;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.departments.DepartmentView;
import org.carecontact.policy.departments.Departments;
import org.carecontact.policy.departments.domain.KnownDepartment;
import org.carecontact.policy.doctors.domain.DoctorCommand;
import org.carecontact.policy.doctors.domain.DoctorEvent;
import org.carecontact.policy.doctors.domain.DoctorRejection;
import org.carecontact.policy.doctors.domain.KnownDoctor;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The doctors who work at a hospital, for pages to choose from. */
@RestController
final class DirectoryController {

    private static final String ACTIVE = "state.active";
    private static final String DEPARTMENT = "state.department";

    /**
     * A doctor as pages show one.
     *
     * @param optedIn whether the doctor can be asked for a direct channel at all
     */
    record ListedDoctor(
            String id,
            @Nullable String name,
            @Nullable String title,
            @Nullable DepartmentView department,
            boolean optedIn) {}

    private final Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors;
    private final Departments departments;

    DirectoryController(
            Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctors, Departments departments) {
        this.doctors = doctors.indexed(ACTIVE, DEPARTMENT);
        this.departments = departments;
    }

    @Operation(summary = "The doctors who work at the caller's hospital, also those of one department")
    @GetMapping("/doctors")
    Page<ListedDoctor> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.STAFF, Role.DOCTOR, Role.SUPERVISOR);
        String own = caller.hospital() + ":";
        if (cursor != null
                && !(cursor.startsWith(own)
                        && DoctorId.decode(cursor.substring(own.length())).isPresent())) {
            throw Problem.of("bad-parameter").field("cursor").exception();
        }
        Document filter = new Document(ACTIVE, true);
        if (department != null) {
            filter.append(DEPARTMENT, department);
        }
        List<Stored<KnownDoctor>> read = doctors.page(caller.hospital(), filter, cursor, Page.toRead(limit));
        Map<String, KnownDepartment> named = departments.known(
                caller.hospital(),
                read.stream()
                        .map(one -> one.state().department())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        return Page.of(read, limit, Stored::id, one -> view(one, named));
    }

    private static ListedDoctor view(Stored<KnownDoctor> stored, Map<String, KnownDepartment> named) {
        String id = stored.id().substring(stored.hospital().length() + 1);
        KnownDoctor doctor = stored.state();
        return new ListedDoctor(
                DoctorId.decode(id).orElseThrow().value(),
                doctor.name(),
                doctor.title(),
                DepartmentView.of(doctor.department(), named),
                doctor.rules().optIn());
    }
}
