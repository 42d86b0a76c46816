package org.carecontact.request.coach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.carecontact.schemas.Relations;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class CoachBookTest {

    /** Relations without a meaning of their own, which the coach has words for. */
    private static final Set<String> OTHERS = Set.of("CHILD", "SPOUSE", "SIBLING", "GRANDPARENT", "GRANDCHILD");

    @Test
    void it_has_words_for_every_guardian_and_for_nobody_unknown() {
        List<String> all =
                Stream.concat(Relations.GUARDIANS.stream(), OTHERS.stream()).toList();

        assertThat(CoachBook.read(new ClassPathResource("coach.yml")).relations())
                .containsOnlyKeys(all);
    }
}
