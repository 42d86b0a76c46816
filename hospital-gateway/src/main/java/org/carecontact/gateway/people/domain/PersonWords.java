package org.carecontact.gateway.people.domain;

import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Word;

/**
 * What one message says of a patient as a person, each thing by itself.
 *
 * @param mobile the patient's own number, for SMS
 * @param guardian the number of the one who speaks for the patient
 */
public record PersonWords(Word<Sealed> name, Word<Birth> born, Word<Sealed> mobile, Word<Sealed> guardian) {

    public static final PersonWords NONE = new PersonWords(Word.absent(), Word.absent(), Word.absent(), Word.absent());
}
