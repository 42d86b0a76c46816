package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.vocabulary.domain.Word;

/** The telephone numbers of a message: the patient's own, and that of the person who speaks for the patient. */
final class TelephoneNumbers {

    /** HL7 table 0063; PAR is what many send for a parent. */
    private static final Set<String> GUARDIANS = Set.of("GRD", "PAR", "MTH", "FTH");
    /** Table 0201: somebody else's in an emergency, a beeper, a network address. */
    private static final Set<String> NO_USE = Set.of("EMR", "BPN", "NET");
    /** Table 0202: a fax, a beeper, a modem, a telephone for the deaf, an address. */
    private static final Set<String> NO_TELEPHONE = Set.of("FX", "BP", "MD", "TDD", "TTY", "Internet", "X.400");

    private static final Pattern ADDRESS = Pattern.compile(".*@.*");
    private static final int WITH_AREA = 4;

    private TelephoneNumbers() {}

    /** Reads PID-13, or PID-14 where that has the mobile number. */
    static Word<String> own(Fields pid, List<Fault> warnings) {
        Word<String> home = number(pid, 13, "PID", warnings);
        if (home instanceof Word.Given<String>) {
            return home;
        }
        Word<String> business = number(pid, 14, "PID", new ArrayList<>());
        if (business instanceof Word.Given<String>) {
            warnings.removeIf(warning -> warning.segment().equals("PID") && warning.field() == 13);
            return business;
        }
        return home;
    }

    /** Reads the first usable NK1-5, a guardian or parent (NK1-3) before anybody else. */
    static Word<String> guardians(List<Fields> kin, List<Fault> warnings) {
        List<Fields> ordered = new ArrayList<>(kin);
        ordered.sort(Comparator.comparing(one -> !GUARDIANS.contains(one.text(3, 1))));
        Word<String> said = Word.absent();
        for (Fields one : ordered) {
            Word<String> number = number(one, 5, "NK1", warnings);
            if (number instanceof Word.Given<String>) {
                return number;
            }
            if (number instanceof Word.Withdrawn<String>) {
                said = number;
            }
        }
        return said;
    }

    /** The first of a field that takes an SMS, a mobile number (XTN-3) before others. */
    static Word<String> number(Fields segment, int field, String name, List<Fault> warnings) {
        if (segment.isWithdrawn(field)) {
            return Word.withdrawn();
        }
        List<Fields.Repetition> given = segment.repetitions(field).stream()
                .filter(one -> !written(one).isEmpty())
                .sorted(Comparator.comparing(one -> !one.text(3).equals("CP")))
                .toList();
        Optional<String> usable = given.stream()
                .filter(one -> !NO_USE.contains(one.text(2)) && !NO_TELEPHONE.contains(one.text(3)))
                .map(TelephoneNumbers::written)
                .map(MobileNumbers::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (usable.isEmpty() && given.stream().anyMatch(one -> !isAddress(one))) {
            warnings.add(new Fault(
                    ErrorCode.DATA_TYPE_ERROR, name, field, "A mobile number that takes an SMS, as 13800000000"));
        }
        return usable.map(Word::of).orElseGet(Word::absent);
    }

    /** An electronic address is no telephone number, and nobody's mistake. */
    private static boolean isAddress(Fields.Repetition xtn) {
        return ADDRESS.matcher(xtn.text(1) + xtn.text(4)).matches()
                || xtn.text(2).equals("NET");
    }

    /** XTN-12, else XTN-1, else the parts. */
    static String written(Fields.Repetition xtn) {
        if (!xtn.text(12).isEmpty()) {
            return xtn.text(12);
        }
        if (!xtn.text(1).isEmpty()) {
            return xtn.text(1);
        }
        String local = xtn.text(6) + xtn.text(7);
        String country = xtn.text(5);
        return country.isEmpty() || local.length() <= WITH_AREA || country.equals("86") ? local : "+" + country + local;
    }
}
