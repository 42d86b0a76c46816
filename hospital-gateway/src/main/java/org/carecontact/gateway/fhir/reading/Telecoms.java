package org.carecontact.gateway.fhir.reading;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;

/** Finds the telephone number for SMS among several contact points. */
public final class Telecoms {

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private Telecoms() {}

    /**
     * The first number that takes an SMS, a mobile number before others. What is no longer in use, or said to be absent, is
     * withdrawn unless another number stands beside it; what is no use costs a warning.
     */
    public static Word<String> number(List<ContactPoint> telecom, String place, Reading reading) {
        List<ContactPoint> telephones = telecom.stream()
                .filter(one -> !one.hasSystem()
                        || one.getSystem() == ContactPointSystem.PHONE
                        || one.getSystem() == ContactPointSystem.SMS)
                .toList();
        List<ContactPoint> inUse = telephones.stream()
                .filter(one -> one.hasValue() && !isOld(one, reading))
                .sorted(Comparator.comparing((ContactPoint one) ->
                                one.getUse() != ContactPointUse.MOBILE && one.getSystem() != ContactPointSystem.SMS)
                        .thenComparing(one -> one.hasRank() ? one.getRank() : Integer.MAX_VALUE))
                .toList();
        if (inUse.isEmpty()) {
            boolean withdrawn = telephones.stream().anyMatch(one -> isOld(one, reading) || one.hasExtension(ABSENT));
            return withdrawn ? Word.withdrawn() : Word.absent();
        }
        Optional<String> usable = inUse.stream()
                .map(ContactPoint::getValue)
                .map(MobileNumbers::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (usable.isEmpty()) {
            reading.warn(place, "A mobile number that takes an SMS, as 13800000000");
        }
        return usable.map(Word::of).orElseGet(Word::absent);
    }

    private static boolean isOld(ContactPoint one, Reading reading) {
        return one.getUse() == ContactPointUse.OLD
                || FhirTimes.isOver(
                        one.getPeriod(), reading.now(), reading.dialect().zone());
    }
}
