package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.vocabulary.domain.Word;

/**
 * What one message says of a department, each thing by itself.
 *
 * @param name as patients know it
 * @param phone its public number, as people write it
 * @param active whether it still exists
 */
public record DepartmentWords(Word<String> name, Word<String> phone, Word<Boolean> active) {

    public static final DepartmentWords NONE = new DepartmentWords(Word.absent(), Word.absent(), Word.absent());
}
