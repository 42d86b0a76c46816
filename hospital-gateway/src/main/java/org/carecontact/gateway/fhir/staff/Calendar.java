package org.carecontact.gateway.fhir.staff;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a schedule have in common.
 *
 * @param kind what its doctors do there; null where nothing says so
 * @param doctors none for the schedule of a room or a device
 */
record Calendar(@Nullable SlotKind kind, Set<DoctorId> doctors) {

    private static final Pattern LINES = Pattern.compile("\n");

    Calendar {
        doctors = Set.copyOf(doctors);
    }

    /** What {@link #parse} reads; ids of doctors have no line feeds. */
    String text() {
        return Stream.concat(
                        Stream.of(kind == null ? "" : kind.name()),
                        doctors.stream().map(DoctorId::value).sorted())
                .collect(Collectors.joining("\n"));
    }

    static Calendar parse(String text) {
        List<String> lines = LINES.splitAsStream(text).toList();
        Set<DoctorId> doctors = new LinkedHashSet<>();
        lines.stream().skip(1).map(DoctorId::parse).flatMap(Optional::stream).forEach(doctors::add);
        String kind = lines.isEmpty() ? "" : lines.getFirst();
        return new Calendar(kind.isEmpty() ? null : SlotKind.valueOf(kind), doctors);
    }
}
