package org.carecontact.policy;

import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.schemas.ids.RequestId;

/** A patient and a doctor that no other test knows. */
record Couple(Pairs pairs, String hospital, String patient, String doctor) {

    private static final AtomicInteger NEXT = new AtomicInteger();

    static Couple fresh(Pairs pairs, String doctor) {
        return new Couple(pairs, "tongren", "P%06d".formatted(NEXT.incrementAndGet()), doctor);
    }

    Couple with(String otherDoctor) {
        return new Couple(pairs, hospital, patient, otherDoctor);
    }

    String pair() {
        return pairs.of(hospital, patient, doctor).value();
    }

    String request(int number) {
        return new RequestId(pairs.of(hospital, patient, doctor), number).toString();
    }
}
