package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.DepartmentId;

/** A message spoke of the department. */
public record DescribeDepartment(String hospital, DepartmentId department, DepartmentWords words, Stamp by) {}
