package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Word;

/**
 * What one message says of one appointment or slot, each thing by itself.
 *
 * @param stands false when it is cancelled, discontinued or deleted
 */
public record SlotWords(Word<SlotKind> kind, Word<SlotTime> time, Word<Boolean> stands) {

    /** It is cancelled, whatever it was. */
    public static final SlotWords CANCELLED = new SlotWords(Word.absent(), Word.absent(), Word.of(false));
}
