package org.carecontact.oversight.figures.domain;

import java.time.Instant;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.jspecify.annotations.Nullable;

/**
 * What figures need of a ledger entry.
 *
 * @param scene null unless policy assessed it
 * @param institutionType null unless policy assessed it
 */
public record FigureEntry(
        CaseEvent event,
        String request,
        @Nullable Scene scene,
        @Nullable InstitutionType institutionType,
        Instant at,
        @Nullable Instant submittedAt) {}
