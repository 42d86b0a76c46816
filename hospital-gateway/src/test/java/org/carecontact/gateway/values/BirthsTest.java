package org.carecontact.gateway.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.ids.PatientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BirthsTest {

    private static final PatientId PATIENT = new PatientId("P000001");
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final Births births = new Births(new PersonalValues(new Prints(new byte[32]), new Seal(new byte[32])));

    private Birth of(String date) {
        return births.of("tongren", PATIENT, LocalDate.parse(date), NOON);
    }

    @Test
    void an_adult_is_not_looked_at_again() {
        assertThat(of("1980-02-29").band()).isEqualTo(AgeBand.ADULT);
        assertThat(of("1980-02-29").lookAgain()).isNull();
    }

    @Test
    void what_is_in_clear_tells_the_month_of_the_birthday_only() {
        assertThat(of("2015-05-04").lookAgain()).isEqualTo(of("2015-05-29").lookAgain());
        assertThat(of("2015-05-04").lookAgain()).isEqualTo(Instant.parse("2029-04-30T16:00:00Z"));
    }

    @Test
    void within_that_month_somebody_looks_every_midnight_of_beijing() {
        Birth birth = of("2012-11-25");
        assertThat(birth.lookAgain()).isEqualTo(Instant.parse("2026-11-23T16:00:00Z"));
        Birth eve = births.again("tongren", PATIENT, birth, Instant.parse("2026-11-24T15:59:59Z"));
        assertThat(eve.band()).isEqualTo(AgeBand.UNDER_14);
        Birth day = births.again("tongren", PATIENT, eve, Instant.parse("2026-11-24T16:00:00Z"));
        assertThat(day.band()).isEqualTo(AgeBand.FROM_14_TO_17);
        assertThat(day.lookAgain()).isEqualTo(Instant.parse("2030-10-31T16:00:00Z"));
    }

    @Test
    void a_date_is_sealed_for_its_patient() {
        assertThat(of("2012-11-25").date()).isEqualTo(of("2012-11-25").date());
        assertThat(births.of("tongren", new PatientId("P2"), LocalDate.parse("2012-11-25"), NOON)
                        .date())
                .isNotEqualTo(of("2012-11-25").date());
    }

    @ParameterizedTest
    @CsvSource({"20261123, true", "20261124, true", "20261125, false", "202612, false", "2026, true", "2027, false"})
    void nobody_is_born_in_the_future(String written, boolean possible) {
        assertThat(Births.date(written, LocalDate.parse("2026-11-23")).isPresent())
                .isEqualTo(possible);
    }
}
