package org.carecontact.request.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;

/** How well sentences are read that nothing was made from; what is reached is printed. */
final class HeldOut {

    private HeldOut() {}

    /** Of emergencies. */
    static void assertReaches(Grader triage, String name, String file, double recall, double precision) {
        List<Labelled> heldOut = Labelled.in(file);
        for (Grade grade : Grade.values()) {
            long meant = count(heldOut, one -> one.grade() == grade);
            long said = count(heldOut, one -> triage.grade(one.text()) == grade);
            long both = count(heldOut, one -> one.grade() == grade && triage.grade(one.text()) == grade);
            System.out.printf(
                    "%s, %s, %s: recall %.3f (%d of %d), precision %.3f (%d of %d)%n",
                    name, file, grade, (double) both / meant, both, meant, (double) both / said, both, said);
            if (grade == Grade.EMERGENCY) {
                assertThat((double) both / meant).as("recall").isGreaterThanOrEqualTo(recall);
                assertThat((double) both / said).as("precision").isGreaterThanOrEqualTo(precision);
            }
        }
    }

    private static long count(List<Labelled> all, Predicate<Labelled> which) {
        return all.stream().filter(which).count();
    }
}
