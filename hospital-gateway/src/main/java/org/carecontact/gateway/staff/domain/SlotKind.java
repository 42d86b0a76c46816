package org.carecontact.gateway.staff.domain;

/** What a doctor does at a time of the schedule. */
public enum SlotKind {
    CLINIC,
    SURGERY,
    ROUND,
    ABSENCE
}
