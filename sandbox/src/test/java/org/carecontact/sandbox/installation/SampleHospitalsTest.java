package org.carecontact.sandbox.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SampleHospitalsTest {

    @TempDir
    Path root;

    @Test
    void the_samples_use_different_doors_and_each_feed_has_a_port_of_its_own() {
        assertThat(SampleHospitals.feeds(new Ports(0)))
                .extracting(Endpoints.Feed::door)
                .containsExactlyInAnyOrder("hl7-v2", "hl7-v2 in GBK", "wst-846", "fhir");
        assertThat(SampleHospitals.feeds(new Ports(0)))
                .extracting(Endpoints.Feed::port)
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= Ports.FIRST_FEED && port <= Ports.LAST_FEED);
    }

    @Test
    void an_installation_that_moves_takes_the_ports_of_added_hospitals_along() throws IOException {
        Site here = Site.up(root, 100);
        SampleHospitals.write(here);
        Path feeds = Files.createDirectories(here.hospitals().resolve("anhe/feeds"));
        Files.writeString(feeds.resolve("his.yml"), "hospital: anhe\nlike: hl7-v2\nport: 2679\n");

        SampleHospitals.write(here);
        assertThat(feeds.resolve("his.yml")).content().contains("port: 2679");
        SampleHospitals.write(Site.up(root, 300));

        assertThat(feeds.resolve("his.yml")).content().contains("port: 2879");
        assertThat(here.hospitals().resolve("tongren/feeds/his.yml")).content().contains("port: 2875");
        assertThat(HospitalFiles.ids(here.hospitals())).containsExactly("anhe", "meiyan", "tongren", "yunyi");
    }

    @Test
    void a_sample_is_as_the_sandbox_has_it_and_what_did_not_change_is_not_written() throws IOException {
        Site here = Site.up(root, 0);
        SampleHospitals.write(here);
        Path list = here.hospitals().resolve("tongren/departments.yml");
        Files.setLastModifiedTime(list, FileTime.fromMillis(1_000));
        Files.writeString(here.hospitals().resolve("tongren/feeds/mine.yml"), "hospital: tongren\n");

        SampleHospitals.write(here);

        assertThat(Files.getLastModifiedTime(list).toMillis()).isEqualTo(1_000);
        assertThat(here.hospitals().resolve("tongren/feeds/mine.yml")).doesNotExist();
    }
}
