package org.carecontact.consent.consents.domain;

import java.time.Instant;
import org.carecontact.consent.receipts.domain.Receipt;

/**
 * A signature that a later one replaced; the contact of its time stays lawful.
 *
 * @param by the person who signed, by the hospital's id
 */
public record EarlierSignature(String by, Instant shownAt, Instant signedAt, Instant replacedAt, Receipt receipt) {}
