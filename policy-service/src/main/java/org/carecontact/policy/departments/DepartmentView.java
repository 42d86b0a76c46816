package org.carecontact.policy.departments;

import java.util.Map;
import org.carecontact.policy.departments.domain.KnownDepartment;
import org.jspecify.annotations.Nullable;

/**
 * A department as pages show it.
 *
 * @param name null while the hospital has not told it
 * @param phone a public number; null for none
 */
public record DepartmentView(
        String code, @Nullable String name, @Nullable String phone) {

    /** Returns the department of a code; null when there is no code. */
    public static @Nullable DepartmentView of(@Nullable String code, Map<String, KnownDepartment> known) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        KnownDepartment department = known.getOrDefault(code, KnownDepartment.UNKNOWN);
        return new DepartmentView(code, department.name(), department.phone());
    }
}
