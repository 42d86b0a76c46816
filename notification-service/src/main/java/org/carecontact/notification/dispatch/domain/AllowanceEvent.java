package org.carecontact.notification.dispatch.domain;

/** The message was counted; it carries the count after it. */
public record AllowanceEvent(Allowance after) {}
