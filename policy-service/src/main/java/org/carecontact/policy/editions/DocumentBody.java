package org.carecontact.policy.editions;

import org.jspecify.annotations.Nullable;

/** A policy document in YAML. */
record DocumentBody(@Nullable String text) {}
