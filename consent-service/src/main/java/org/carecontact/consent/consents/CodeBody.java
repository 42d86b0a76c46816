package org.carecontact.consent.consents;

import org.jspecify.annotations.Nullable;

/** Asks for a one-time code. */
record CodeBody(@Nullable String viewing) {}
