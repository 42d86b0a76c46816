package org.carecontact.kernel.hospitals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of something a hospital wants at a time; null does not limit.
 *
 * @param patientOpen requests of a patient that are neither granted nor over
 * @param patientMonth requests of a patient in a calendar month
 * @param doctorOpen requests to a doctor that are neither granted nor over
 * @param doctorDay questions to a doctor on one day
 */
public record Quotas(
        @Nullable Integer patientOpen,
        @Nullable Integer patientMonth,
        @Nullable Integer doctorOpen,
        @Nullable Integer doctorDay) {

    public static final Quotas NONE = new Quotas(null, null, null, null);

    private static final int MOST = 1_000;

    /** Reads a block {@code quotas}; what is wrong is added to the problems. */
    static Quotas read(FolderEntry entry, List<String> problems) {
        try {
            Map<String, FolderEntry> blocks = entry.fields("patient", "doctor");
            Map<String, Integer> patient = block(blocks.get("patient"), problems, "open", "month");
            Map<String, Integer> doctor = block(blocks.get("doctor"), problems, "open", "day");
            return new Quotas(patient.get("open"), patient.get("month"), doctor.get("open"), doctor.get("day"));
        } catch (FolderRefused e) {
            problems.addAll(e.problems());
            return NONE;
        }
    }

    private static Map<String, Integer> block(@Nullable FolderEntry block, List<String> problems, String... known) {
        Map<String, Integer> numbers = new HashMap<>();
        if (block == null) {
            return numbers;
        }
        block.fields(known).forEach((name, value) -> {
            try {
                numbers.put(name, value.number(1, MOST));
            } catch (FolderRefused e) {
                problems.addAll(e.problems());
            }
        });
        return numbers;
    }
}
