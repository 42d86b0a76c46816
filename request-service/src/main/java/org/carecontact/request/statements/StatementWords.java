package org.carecontact.request.statements;

import java.util.List;
import java.util.Map;
import org.carecontact.request.phrases.Wording;
import org.carecontact.request.statements.domain.Statement;

/**
 * The content of {@code statement.yml}.
 *
 * @param titles how doctors are addressed; a surname may stand before one
 * @param courtesies words that name no medical need
 * @param characters single characters that name none
 * @param latin the same in English
 * @param examples a sentence for each part, to be shown when it is missing
 */
record StatementWords(
        List<String> titles,
        List<String> courtesies,
        String characters,
        List<String> latin,
        Map<Statement.Part, Wording> examples) {}
