package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.DoctorId;

/** A message spoke of the doctor. */
public record DescribeDoctor(String hospital, DoctorId doctor, DoctorWords words, Stamp by) {}
