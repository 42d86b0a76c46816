package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.DoctorId;

/** A message spoke of one slot of the doctor's schedule. */
public record TellSlot(String hospital, DoctorId doctor, String slot, SlotWords words, Stamp by) {}
