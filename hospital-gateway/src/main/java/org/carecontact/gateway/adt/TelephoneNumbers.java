package org.carecontact.gateway.adt;

import ca.uhn.hl7v2.ErrorCode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.gateway.encounters.domain.Word;

/** The telephone numbers of a message: the patient's own, and that of the person who speaks for the patient. */
final class TelephoneNumbers {

    /** A Chinese mobile number, or one of another country with its code (E.164). */
    private static final Pattern MOBILE = Pattern.compile("(\\+86|0086|86)?1[3-9][0-9]{9}|\\+(?!86)[1-9][0-9]{6,14}");

    private static final Pattern NOISE = Pattern.compile("[ ()\\u2010-\\u2015-]|^tel:");
    private static final Set<String> GUARDIANS = Set.of("GRD", "PAR", "MTH", "FTH");
    /** Tables 0201 and 0202: what is no telephone, or not the person's own. */
    private static final Set<String> NO_USE = Set.of("EMR", "BPN", "NET");

    private static final Set<String> NO_TELEPHONE = Set.of("FX", "BP", "MD", "TDD", "TTY", "Internet", "X.400");

    private TelephoneNumbers() {}

    /** Reads PID-13, a mobile number first; empty as described at {@link #number}. */
    static Optional<String> own(List<XTN> numbers, List<Fault> warnings) {
        return number(numbers, "PID", 13, warnings);
    }

    /** Reads the first usable NK1-5, a guardian or parent (NK1-3) before anybody else. */
    static Optional<String> guardians(List<NK1> kin, List<Fault> warnings) {
        List<NK1> ordered = new ArrayList<>(kin);
        ordered.sort(Comparator.comparing(one -> !GUARDIANS.contains(
                Fields.text(one.getRelationship().getIdentifier().getValue()))));
        return ordered.stream()
                .map(one -> number(List.of(one.getPhoneNumber()), "NK1", 5, warnings))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Reads a number. No value means that the field is of no use; the empty number means that HL7's null withdraws it.
     */
    private static Optional<String> number(List<XTN> numbers, String segment, int field, List<Fault> warnings) {
        List<String> given = numbers.stream()
                .sorted(Comparator.comparing(number ->
                        !"CP".equals(number.getTelecommunicationEquipmentType().getValue())))
                .map(TelephoneNumbers::digits)
                .filter(number -> !number.isEmpty())
                .toList();
        if (given.equals(List.of(Fields.NULL))) {
            return Optional.of("");
        }
        Optional<String> usable =
                given.stream().filter(number -> PHONE.matcher(number).matches()).findFirst();
        if (usable.isEmpty() && !given.isEmpty()) {
            warnings.add(new Fault(ErrorCode.DATA_TYPE_ERROR, segment, field, "A telephone number of 5 to 15 digits"));
        }
        return usable;
    }

    private static String digits(XTN xtn) {
        String unformatted = Fields.raw(xtn.getUnformattedTelephoneNumber().getValue());
        String formatted = Fields.raw(xtn.getTelephoneNumber().getValue());
        String parts = Fields.raw(xtn.getCountryCode().getValue())
                + Fields.raw(xtn.getAreaCityCode().getValue())
                + Fields.raw(xtn.getLocalNumber().getValue());
        String number = !unformatted.isEmpty() ? unformatted : !formatted.isEmpty() ? formatted : parts;
        return NOISE.matcher(number).replaceAll("");
    }
}
