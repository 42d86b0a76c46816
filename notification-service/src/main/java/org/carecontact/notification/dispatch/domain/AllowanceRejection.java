package org.carecontact.notification.dispatch.domain;

import java.time.Instant;

/** It would be one too many; the next is allowed then. */
public record AllowanceRejection(Instant until) {}
