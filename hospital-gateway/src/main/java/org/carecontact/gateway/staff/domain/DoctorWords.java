package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Word;

/**
 * What one message says of a doctor, each thing by itself.
 *
 * @param name as patients know it; it is public at a hospital
 * @param title the rank, as 主任医师
 * @param department the code of the department
 * @param active whether the doctor works at the hospital
 * @param number the doctor's own number, for SMS
 */
public record DoctorWords(
        Word<String> name, Word<String> title, Word<String> department, Word<Boolean> active, Word<Sealed> number) {

    public static final DoctorWords NONE =
            new DoctorWords(Word.absent(), Word.absent(), Word.absent(), Word.absent(), Word.absent());
}
