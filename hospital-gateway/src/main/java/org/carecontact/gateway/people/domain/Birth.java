package org.carecontact.gateway.people.domain;

import java.time.Instant;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.jspecify.annotations.Nullable;

/**
 * A birth date, of which only the age band is in clear.
 *
 * @param date the latest day that it can be, so that doubt protects the younger
 * @param band on the day when somebody looked last
 * @param lookAgain when to look again; null when the band stays. It tells the month of the birthday at most.
 */
public record Birth(Sealed date, AgeBand band, @Nullable Instant lookAgain) {}
