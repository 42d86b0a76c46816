package org.carecontact.policy.departments.domain;

/** The hospital describes a department; this replaces what it said before. */
public record NoteDepartment(KnownDepartment now) {}
