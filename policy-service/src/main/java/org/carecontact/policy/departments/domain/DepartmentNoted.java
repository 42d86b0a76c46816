package org.carecontact.policy.departments.domain;

/** The hospital described the department anew. */
public record DepartmentNoted(KnownDepartment now) {}
