package org.carecontact.policy.departments.domain;

import org.jspecify.annotations.Nullable;

/**
 * A department as its hospital describes it.
 *
 * @param name null while the hospital has not told it
 * @param phone a public number; null for none
 * @param active null as long as the hospital never listed it
 */
public record KnownDepartment(
        @Nullable String name,
        @Nullable String phone,
        @Nullable Boolean active) {

    public static final KnownDepartment UNKNOWN = new KnownDepartment(null, null, null);
}
