package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.carecontact.events.DepartmentChanged;
import org.carecontact.events.EncounterChanged;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaAdmin;

/** A hospital whose folder appears while the gateway runs, as {@code carecontact hospital add} makes it appear. */
class AddedHospitalTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS);
    private static final RunningService ADDING = gateway(FOLDER).start();

    AddedHospitalTest() {
        super(ADDING);
    }

    /** All at once, by a rename. */
    private static void add(String hospital, int port, String departments) throws IOException {
        Path staged = Files.createDirectories(FOLDER.path().resolve(".staged").resolve(hospital));
        Files.createDirectories(staged.resolve("feeds"));
        Files.writeString(
                staged.resolve("feeds/his.yml"), "hospital: " + hospital + "\nlike: hl7-v2\nport: " + port + "\n");
        Files.writeString(staged.resolve("hospital.yml"), "id: " + hospital + "\nname: {zh: 安和, en: Anhe}\n");
        Files.writeString(staged.resolve("departments.yml"), departments);
        Files.move(staged, FOLDER.path().resolve(hospital), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void its_topics_are_made_its_first_message_is_published_and_its_departments_have_names() throws Exception {
        int port = Ports.free();
        add("anhe", port, "- {code: cardiology, name: {zh: 心内科, en: Cardiology}, phone: \"+86 10 8004 0010\"}\n");
        Eventually.holds(() -> feeds.find("anhe/his").isPresent());
        String visit = SampleMessage.newVisit();
        try (MllpClient client = new MllpClient(port)) {
            assertThat(client.exchange(SampleMessage.of("A04", visit).set("MSH", 4, "anhe"))
                            .verdict())
                    .isEqualTo("AA");
        }
        KafkaAdmin kafka = service.bean(KafkaAdmin.class);
        Eventually.holds(() -> exists(kafka, Topics.patients("anhe")));

        assertThat(published(EncounterChanged.class, Topics.encounters("anhe"), "anhe:P000001", 1))
                .singleElement()
                .satisfies(event -> assertThat(event.getHospital()).isEqualTo("anhe"));
        assertThat(published(DepartmentChanged.class, Topics.doctors("anhe"), "anhe:department:cardiology", 1))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getName()).isEqualTo("心内科");
                    assertThat(event.getPhone()).isEqualTo("+86 10 8004 0010");
                });

        Files.writeString(
                FOLDER.path().resolve("anhe/departments.yml"),
                "- {code: cardiology, name: {zh: 心脏中心, en: Heart centre}}\n- {code: broken}\n");
        Files.writeString(
                FOLDER.path().resolve("anhe/departments.yml"),
                "- {code: cardiology, name: {zh: 心脏中心, en: Heart centre}}\n");
        assertThat(published(DepartmentChanged.class, Topics.doctors("anhe"), "anhe:department:cardiology", 2))
                .extracting(DepartmentChanged::getName)
                .endsWith("心脏中心");
    }
}
