package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.EncounterStatus;
import org.carecontact.events.PatientMerged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patients that turn out to be one, and visits that pass from one to another. */
class MergesTest extends WholeGateway {

    private static final String ENCOUNTERS = Topics.encounters("tongren");

    private String visit = "";
    private String old = "";
    private String survivor = "";

    @BeforeEach
    void two_records_of_one_person() {
        visit = SampleMessage.newVisit();
        old = "OLD" + visit;
        survivor = "NEW" + visit;
    }

    private static String id(String patient) {
        return patient + "^^^HIS^PI";
    }

    private SampleMessage about(String trigger, String patient, String number) {
        return SampleMessage.of(trigger, number).set("PID", 3, id(patient));
    }

    private SampleMessage merge(String trigger, String from, String into) {
        return about(trigger, into, visit).without("NK1").with("MRG|" + id(from));
    }

    private Encounter.Known known(String number) {
        return (Encounter.Known)
                encounters.find("tongren", "tongren:" + number).orElseThrow().state();
    }

    private void sent(SampleMessage... messages) {
        try (MllpClient client = connect()) {
            for (SampleMessage message : messages) {
                assertThat(client.exchange(message).code()).isEqualTo("AA");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A18", "A30", "A34", "A36", "A40", "A47"})
    void a_merge_takes_every_visit_along_and_tells_both_sides(String trigger) {
        String second = SampleMessage.newVisit();
        sent(
                about("A04", old, visit).at("20261123080000"),
                about("A04", old, second).at("20261123081000"),
                merge(trigger, old, survivor).at("20261123090000"));
        assertThat(known(visit).told().patient()).hasToString(survivor);
        assertThat(known(second).told().patient()).hasToString(survivor);
        assertThat(published(EncounterChanged.class, ENCOUNTERS, "tongren:" + survivor, 2))
                .extracting(EncounterChanged::getStatus)
                .containsOnly(EncounterStatus.IN_PROGRESS);
        assertThat(published(PatientMerged.class, ENCOUNTERS, "tongren:" + old, 1)
                        .getFirst()
                        .getSurvivor())
                .isEqualTo(survivor);
    }

    @Test
    void who_knows_the_person_under_the_dead_id_hears_how_the_visit_goes_on() {
        sent(
                about("A04", old, visit).at("20261123080000"),
                merge("A40", old, survivor).at("20261123090000"),
                about("A03", survivor, visit).at("20261123100000"));
        for (String patient : List.of(old, survivor)) {
            assertThat(published(EncounterChanged.class, ENCOUNTERS, "tongren:" + patient, 2))
                    .extracting(event -> event.getPatient() + " " + event.getStatus())
                    .containsExactly(patient + " IN_PROGRESS", patient + " FINISHED");
        }
    }

    @Test
    void the_survivors_contact_points_are_sealed_for_the_survivor() {
        Seal seal = service.bean(Seal.class);
        sent(
                about("A04", old, visit).at("20261123080000"),
                merge("A40", old, survivor).at("20261123090000"));
        PatientRegistered registered = published(
                        PatientRegistered.class, Topics.patients("tongren"), "tongren:" + survivor, 1)
                .getFirst();
        assertThat(registered.getContactPoints())
                .extracting(point ->
                        seal.open(bytes(point.getSealed()), SealPurposes.contact("tongren", point.getRole(), survivor)))
                .containsExactly(SampleMessage.MOBILE, SampleMessage.KIN_MOBILE);
        assertThat(seal.open(bytes(registered.getSealedName()), SealPurposes.name("tongren", "PATIENT", survivor)))
                .isEqualTo(SampleMessage.NAME);
    }

    private static byte[] bytes(@Nullable ByteBuffer buffer) {
        byte[] bytes = new byte[Objects.requireNonNull(buffer).remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void messages_under_the_dead_id_go_to_the_survivor_whenever_they_come() {
        sent(
                about("A04", old, visit).at("20261123080000"),
                merge("A40", old, survivor).at("20261123090000"),
                about("A03", old, visit).at("20261123085000"));
        assertThat(known(visit)).isInstanceOf(Encounter.Finished.class);
        String late = SampleMessage.newVisit();
        sent(
                about("A04", old, late).at("20261123100000"),
                about("A03", survivor, late).at("20261123110000"));
        assertThat(known(late)).isInstanceOf(Encounter.Finished.class);
        assertThat(known(late).told().patient()).hasToString(survivor);
    }

    @Test
    void the_merge_may_come_before_the_visit_and_twice() {
        SampleMessage merge = merge("A40", old, survivor).at("20261123090000");
        sent(merge, merge, about("A04", old, visit).at("20261123080000"), merge);
        assertThat(known(visit).told().patient()).hasToString(survivor);
    }

    @Test
    void a_chain_of_merges_ends_at_the_last() {
        String last = "LAST" + visit;
        sent(
                about("A04", old, visit).at("20261123080000"),
                merge("A40", old, survivor).at("20261123090000"),
                merge("A40", survivor, last).at("20261123091000"),
                about("A03", old, visit).at("20261123092000"));
        assertThat(known(visit).told().patient()).hasToString(last);
        assertThat(known(visit)).isInstanceOf(Encounter.Finished.class);
        assertThat(people.find("tongren", PersonAggregate.id("tongren", new PatientId(old)))
                        .orElseThrow()
                        .state())
                .isInstanceOf(Person.Merged.class);
    }

    @Test
    void nobody_is_merged_into_himself_or_in_a_circle() {
        try (MllpClient client = connect()) {
            assertThat(client.exchange(merge("A40", old, old)).verdict()).isEqualTo("AE 204 MRG-1");
            client.exchange(merge("A40", old, survivor).at("20261123090000"));
            assertThat(client.exchange(merge("A40", survivor, old).at("20261123091000"))
                            .verdict())
                    .isEqualTo("AE 204 MRG-1");
        }
    }

    @Test
    void another_hospitals_patient_of_the_same_id_is_another_person() {
        sent(about("A04", old, visit).at("20261123080000"));
        try (MllpClient ofMeiyan = new MllpClient(mllp("meiyan"))) {
            assertThat(ofMeiyan.exchange(merge("A40", old, survivor).set("MSH", 4, "meiyan"))
                            .code())
                    .isEqualTo("AA");
        }
        assertThat(known(visit).told().patient()).hasToString(old);
    }

    @Test
    void one_visit_is_moved_and_the_other_stays() {
        String second = SampleMessage.newVisit();
        sent(
                about("A04", old, visit).at("20261123080000"),
                about("A04", old, second).at("20261123080500"),
                about("A45", survivor, visit).without("NK1").with("MRG|" + id(old) + "||||" + visit));
        assertThat(known(visit).told().patient()).hasToString(survivor);
        assertThat(known(second).told().patient()).hasToString(old);
    }

    @Test
    void a_visit_that_nobody_told_of_is_not_moved() {
        try (MllpClient client = connect()) {
            assertThat(client.exchange(about("A45", survivor, visit)
                                    .without("NK1")
                                    .with("MRG|" + id(old) + "||||" + visit))
                            .verdict())
                    .isEqualTo("AE 204 MRG-5");
        }
    }

    @Test
    void a_visit_goes_on_under_its_new_number() {
        String number = SampleMessage.newVisit();
        sent(
                about("A04", old, visit).at("20261123080000"),
                about("A50", old, number).without("NK1").at("20261123081000").with("MRG|" + id(old) + "||||" + visit),
                about("A03", old, visit).at("20261123090000"));
        assertThat(encounters.find("tongren", "tongren:" + visit).orElseThrow().state())
                .isEqualTo(new Encounter.Renumbered("tongren", new VisitId(visit), new VisitId(number)));
        assertThat(known(number)).isInstanceOf(Encounter.Finished.class);
        assertThat(published(EncounterChanged.class, ENCOUNTERS, "tongren:" + old, 4))
                .extracting(event -> event.getVisit() + " " + event.getStatus())
                .containsExactlyInAnyOrder(
                        visit + " IN_PROGRESS", number + " IN_PROGRESS", visit + " CANCELLED", number + " FINISHED");
    }

    @Test
    void two_patients_who_swap_their_beds_keep_their_visits() {
        String second = SampleMessage.newVisit();
        sent(
                about("A04", old, visit).at("20261123080000"),
                about("A04", survivor, second).at("20261123080000"));
        SampleMessage swap = about("A17", old, visit)
                .without("NK1")
                .at("20261123090000")
                .set("PV1", 3, "surgery")
                .with("PID|||" + id(survivor))
                .with("PV1||I|neurology||||D0002||||||||||||" + second);
        sent(swap);
        assertThat(known(visit).told().visit().department()).isEqualTo("surgery");
        assertThat(known(second).told().visit().department()).isEqualTo("neurology");
    }
}
