package org.carecontact.request.pairs;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Precedence;
import org.carecontact.request.patients.KnownPatients;
import org.carecontact.request.patients.domain.PatientNumber;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/**
 * Carries the pairs of a patient whose number was merged to the survivor, by one guarded write after the other. Every
 * step may be repeated, so a crash between any two is healed by the redelivery of what led here.
 */
@Component
final class Carrying {

    private static final int PAGE = 100;

    /** Others may go on meanwhile; each look sees their progress, which has an end. */
    private static final int LOOKS = 20;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final KnownPatients patients;
    private final Pairs pairs;
    private final Clock clock;

    Carrying(
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            KnownPatients patients,
            Pairs pairs,
            Kernel kernel) {
        this.documents = documents;
        this.patients = patients;
        this.pairs = pairs;
        this.clock = kernel.clock();
    }

    /** Carries all pairs of the patients behind these numbers. */
    void afterMerges(List<Touched<PatientNumber>> numbers) {
        for (Touched<PatientNumber> number : numbers) {
            PatientId.decode(number.id().substring(number.hospital().length() + 1))
                    .ifPresent(patient -> carryAll(number.hospital(), patient));
        }
    }

    /**
     * Carries those of these pairs whose request was on its way while the hospital merged the patient. Carried ones are
     * looked at again: a crash may have left them halfway.
     */
    void afterFacts(List<Touched<Pair>> touched) {
        Map<String, List<Pair.Known>> byHospital = touched.stream()
                .map(Touched::state)
                .flatMap(pair -> pair instanceof Pair.Known known ? Stream.of(known) : Stream.empty())
                .collect(Collectors.groupingBy(known -> known.request().hospital()));
        byHospital.forEach((hospital, known) -> patients.merged(
                        hospital,
                        known.stream().map(pair -> pair.request().patient()).toList())
                .forEach(patient -> carryAll(hospital, patient)));
    }

    private void carryAll(String hospital, PatientId merged) {
        PatientId before = merged;
        PatientId survivor = patients.remaining(hospital, merged);
        while (!survivor.equals(before)) {
            carryAll(hospital, "state.request.patient", merged, survivor);
            carryAll(hospital, "state.request.survivor", merged, survivor);
            // Asked again after the writes: the survivor's own merge may have looked for pairs before them.
            before = survivor;
            survivor = patients.remaining(hospital, merged);
        }
    }

    private void carryAll(String hospital, String field, PatientId merged, PatientId survivor) {
        String after = null;
        List<Stored<Pair>> page;
        do {
            page = documents.page(hospital, new Document(field, merged.value()), after, PAGE);
            for (Stored<Pair> stored : page) {
                carry(KnownPairs.known(stored.state()), survivor);
                after = stored.id();
            }
        } while (page.size() == PAGE);
    }

    /**
     * A pair is closed to new requests before the survivor's own pair relies on it, and is found again by its patient. One
     * that an earlier merge closed is found by its survivor only, so that it names the next one last.
     */
    private void carry(Pair.Known pair, PatientId survivor) {
        String hospital = pair.request().hospital();
        PairId carried = pair.request().id().pair();
        PairId own =
                pairs.of(hospital, survivor.value(), pair.request().doctor().value());
        if (own.equals(carried)) {
            return;
        }
        PairCommand follow = new PairCommand.CarryToSurvivor(survivor, clock.instant());
        if (pair.survivor().isEmpty()) {
            documents.handle(hospital, carried.toString(), follow);
        }
        documents.handle(hospital, own.toString(), new PairCommand.TakeCarried(carried, clock.instant()));
        leaveOne(hospital, own);
        documents.handle(hospital, carried.toString(), follow);
    }

    private void leaveOne(String hospital, PairId own) {
        for (int look = 0; look < LOOKS; look++) {
            List<Pair.Known> live = live(hospital, own);
            if (live.size() < 2) {
                return;
            }
            for (Pair.Known pair : live.subList(1, live.size())) {
                documents.handle(
                        hospital,
                        pair.request().id().pair().toString(),
                        new PairCommand.GiveWay(pair.number(), pair instanceof Pair.Granted, clock.instant()));
            }
        }
        throw new IllegalStateException("more than one live pair of one person and doctor, again and again");
    }

    /** The live pairs of the survivor and this doctor, the one that stays first. */
    private List<Pair.Known> live(String hospital, PairId own) {
        List<PairId> all =
                new ArrayList<>(documents.load(hospital, own.toString()).state().carried());
        all.add(own);
        return documents.findAll(hospital, all.stream().map(PairId::toString).toList()).values().stream()
                .map(Stored::state)
                .filter(Pair::live)
                .map(KnownPairs::known)
                .sorted(new Precedence(own))
                .toList();
    }
}
