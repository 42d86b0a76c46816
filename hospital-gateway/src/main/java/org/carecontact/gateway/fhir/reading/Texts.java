package org.carecontact.gateway.fhir.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.values.CitizenNumbers;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;

/** Short texts that people wrote. */
public final class Texts {

    private static final Pattern SHORT = Pattern.compile("[^\\p{Cntrl}]{1,64}");

    private Texts() {}

    /** The text without blanks around it; empty unless it has 1 to 64 printable characters and no citizen's number in it. */
    public static Optional<String> usable(String text) {
        String written = text.strip();
        return SHORT.matcher(written).matches()
                        && CitizenNumbers.without(written).equals(written)
                ? Optional.of(written)
                : Optional.empty();
    }

    /** All codes, display names and texts, as they came. */
    public static List<String> all(List<CodeableConcept> concepts) {
        return concepts.stream()
                .flatMap(concept -> Stream.concat(
                        concept.getCoding().stream().flatMap(Texts::written),
                        Stream.of(concept.getTextElement())
                                .filter(StringType::hasValue)
                                .map(StringType::getValue)))
                .toList();
    }

    private static Stream<String> written(Coding coding) {
        return Stream.concat(
                Stream.of(coding).filter(Coding::hasCode).map(Coding::getCode),
                Stream.of(coding).filter(Coding::hasDisplay).map(Coding::getDisplay));
    }
}
