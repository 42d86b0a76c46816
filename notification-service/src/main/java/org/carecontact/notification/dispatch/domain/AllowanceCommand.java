package org.carecontact.notification.dispatch.domain;

import java.time.Instant;

/** Another message for the person, now. */
public record AllowanceCommand(Instant now) {}
