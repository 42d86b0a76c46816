package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.localparts.Ports;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A department that the hospital's list names is known, whether the feed's file maps it or not. */
class ListedDepartmentsTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = folder();
    private static final RunningService LISTED = gateway(FOLDER).start();

    ListedDepartmentsTest() {
        super(LISTED);
    }

    private static HospitalsFolder folder() {
        HospitalsFolder folder = HospitalsFolder.of(HOSPITALS);
        String mapped = "departments: {\"0313\": cardiology}\n";
        folder.feed("tongren", Ports.free(), mapped);
        folder.feedNamed("tongren", "csv", "hospital: tongren\nlike: csv\nfolder: inbox-csv\n" + mapped);
        folder.feedNamed("tongren", "bulk", "hospital: tongren\nlike: ndjson\nfolder: inbox-bulk\n" + mapped);
        list(folder, "tongren", "cardiology", "0400");
        list(folder, "meiyan", "0400");
        return folder;
    }

    private static void list(HospitalsFolder folder, String hospital, String... codes) {
        Path hospitals = folder.path().resolve(hospital);
        try {
            Path draft = Files.writeString(
                    hospitals.resolve("departments.draft"),
                    Stream.of(codes)
                            .map(code -> "- {code: \"" + code + "\", name: {zh: 科室, en: Department}}\n")
                            .collect(Collectors.joining()));
            Files.move(draft, hospitals.resolve("departments.yml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode unmapped(String feed) {
        for (JsonNode one : service.get(
                        service.token("operator", "installation", "O1").build(), "/feeds")
                .json()
                .path("items")) {
            if (one.path("feed").asString().equals(feed)) {
                return one.path("unmapped");
            }
        }
        throw new AssertionError(feed);
    }

    private void send(String hospital, String... departments) {
        try (MllpClient client = new MllpClient(mllp(hospital))) {
            for (String department : departments) {
                client.exchange(SampleMessage.of("A04", SampleMessage.newVisit())
                        .set("MSH", 4, hospital)
                        .set("PV1", 3, department));
            }
        }
    }

    @Test
    void only_what_neither_the_feeds_file_nor_the_hospitals_list_names_is_reported() {
        send("tongren", "0313", "cardiology", "0400", "0999");
        assertThat(unmapped("tongren/his").toString()).isEqualTo("{\"department 0999\":1}");
        assertThat(service.metrics())
                .containsPattern("carecontact_feed_unmapped_total\\{door=\"hl7-v2\",feed=\"his\",hospital=\"tongren\","
                        + "kind=\"department\",service=\"hospital-gateway\"\\} 1");
        // Of these the first is taken; that another one is listed makes it no department.
        send("tongren", "W12^^^0400");
        assertThat(unmapped("tongren/his").has("department W12")).isTrue();
        list(FOLDER, "tongren", "cardiology", "0400", "0777");
        Eventually.holds(() -> feed("tongren").dialect().listed().contains("0777"));
        send("tongren", "0777");
        assertThat(unmapped("tongren/his").has("department 0777")).isFalse();
    }

    @Test
    void a_feed_that_maps_nothing_is_held_against_the_list_alone_and_without_a_list_nothing_is_reported() {
        send("meiyan", "0400", "0999");
        assertThat(unmapped("meiyan/his").toString()).isEqualTo("{\"department 0999\":1}");
        send("yunyi", "0999");
        assertThat(unmapped("yunyi/his").toString()).isEqualTo("{}");
    }

    @Test
    void the_same_holds_for_files() throws IOException {
        String visit = SampleMessage.newVisit();
        put("csv", "day.csv", """
                visit,patient,department,class,event,at
                c%1$s,P1,0400,AMB,register,2026-11-23 08:00
                d%1$s,P1,0998,AMB,register,2026-11-23 08:00
                """.formatted(visit));
        String encounter =
                "{\"resourceType\":\"Encounter\",\"identifier\":[{\"value\":\"%s\"}],\"status\":\"in-progress\","
                        + "\"subject\":{\"identifier\":{\"value\":\"P1\"}},\"serviceType\":{\"coding\":[{\"code\":\"%s\"}]}}\n";
        put("bulk", "day.ndjson", encounter.formatted("e" + visit, "0400") + encounter.formatted("f" + visit, "0997"));
        assertThat(unmapped("tongren/csv").toString()).isEqualTo("{\"department 0998\":1}");
        assertThat(unmapped("tongren/bulk").toString()).isEqualTo("{\"department 0997\":1}");
    }

    private static void put(String feed, String name, String text) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(FOLDER.path().resolve("tongren/feeds/inbox-" + feed))
                        .resolve(name),
                text);
        Files.createFile(file.resolveSibling(name + ".done"));
        Eventually.holds(() -> Files.exists(file.resolveSibling(name + ".taken")));
        assertThat(Files.readAllLines(file.resolveSibling(name + ".report")).subList(1, 3))
                .allSatisfy(line -> assertThat(line).contains(",AA,"));
    }
}
