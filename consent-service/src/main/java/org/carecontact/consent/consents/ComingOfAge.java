package org.carecontact.consent.consents;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.consent.ages.PatientAges;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.ages.domain.PatientAge;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteAge;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/** Has the right person asked anew where a patient's age and the signer of a consent do not go together. */
@Component
final class ComingOfAge {

    private final PatientAges ages;
    private final HospitalConsents hospitals;
    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final ConsentProperties limits;
    private final Clock clock;

    ComingOfAge(
            PatientAges ages,
            HospitalConsents hospitals,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            ConsentProperties limits,
            Clock clock) {
        this.ages = ages;
        this.hospitals = hospitals;
        this.consents = consents;
        this.limits = limits;
        this.clock = clock;
    }

    /** Follows an age that is stored by now: a consent that it does not find yet is compared when it is asked for. */
    void told(List<Touched<PatientAge>> told) {
        for (Touched<PatientAge> one : told) {
            PatientId patient = one.state().patient();
            if (patient != null) {
                hospitals
                        .ofPatient(one.hospital(), patient)
                        .forEach(known -> compare(known, one.state().band()));
            }
        }
    }

    /** Follows consents that are stored by now: an age that is not stored yet finds them when it is. */
    void asked(List<Touched<Consent>> touched) {
        Map<String, List<Known>> open = touched.stream()
                .flatMap(one -> one.state() instanceof Known known ? Stream.of(known) : Stream.empty())
                .filter(known -> !(known instanceof Ended))
                .collect(Collectors.groupingBy(known -> known.matter().hospital()));
        open.forEach((hospital, all) -> {
            Map<String, AgeBand> bands = ages.of(
                    hospital,
                    all.stream()
                            .flatMap(known -> Stream.of(
                                            known.matter().patient(),
                                            known.matter().remaining())
                                    .distinct())
                            .distinct()
                            .toList());
            all.forEach(known -> bandOf(known.matter(), bands).ifPresent(band -> compare(known, band)));
        });
    }

    /** Of a merged patient what was told of the survivor counts first. */
    private static Optional<AgeBand> bandOf(Matter matter, Map<String, AgeBand> bands) {
        return Stream.of(matter.remaining(), matter.patient())
                .map(patient -> bands.get(PatientAges.id(matter.hospital(), patient)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private void compare(Known known, AgeBand band) {
        if (known instanceof Ended || known.fits(band)) {
            return;
        }
        Instant now = clock.instant();
        Matter matter = known.matter();
        // A refusal means that the consent ended meanwhile.
        Reply<Consent, ConsentRejection> _ = consents.handle(
                matter.hospital(),
                matter.request().toString(),
                new NoteAge(band, now.plus(limits.consent()), now.plus(limits.suspension()), now));
    }
}
