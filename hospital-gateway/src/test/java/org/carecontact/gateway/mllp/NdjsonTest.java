package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files of one FHIR resource a line. */
class NdjsonTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = HospitalsFolder.of(List.of("tongren"));
    private static final RunningService WITH_FILES = gateway(ndjson("bulk", "not-used: [Observation]")
                    .feedNamed(
                            "tongren",
                            "csv",
                            "hospital: tongren\nlike: csv\nfolder: inbox-csv\n"
                                    + "departments: { '0313': cardiology }\n"))
            .start();

    /** Made up, with the right check digit. */
    private static final String CITIZEN = "11010519491231002X";

    private static final String NAME = "欧阳测试";
    private static final AtomicInteger FILES = new AtomicInteger();

    NdjsonTest() {
        super(WITH_FILES);
    }

    private static HospitalsFolder ndjson(String name, String... lines) {
        return FOLDER.feedNamed(
                "tongren",
                name,
                "hospital: tongren\nlike: ndjson\nfolder: inbox-" + name + "\ndepartments: { '0313': cardiology }\n"
                        + String.join("\n", lines) + "\n");
    }

    private static Path inbox(String feed) {
        return FOLDER.path().resolve("tongren/feeds/inbox-" + feed);
    }

    private static Path beside(Path file, String more) {
        return file.resolveSibling(file.getFileName() + more);
    }

    private static Path put(String feed, String name, byte[] bytes) {
        try {
            Path file = Files.write(inbox(feed).resolve(name), bytes);
            Files.deleteIfExists(beside(file, ".taken"));
            Files.createFile(beside(file, ".done"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path put(String name, String... lines) {
        return put("bulk", name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String newName() {
        return "day-" + FILES.incrementAndGet() + ".ndjson";
    }

    private static List<String> report(Path file) {
        Eventually.holds(() -> Files.exists(beside(file, ".taken")));
        try {
            return Files.readAllLines(beside(file, ".report")).stream().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String patient(String id) {
        return json("{'resourceType':'Patient','id':'%1$s','identifier':[{'value':'N%1$s'}],'name':[{'text':'" + NAME
                        + "'}],'telecom':[{'system':'phone','value':'14010000001','use':'mobile'}]}")
                .formatted(id);
    }

    private static String encounter(String visit, String patient, String status, String more) {
        return json("{'resourceType':'Encounter','id':'e%1$s','identifier':[{'value':'%1$s'}],'status':'%3$s',"
                        + "'class':{'code':'AMB'},'subject':{'reference':'Patient/%2$s'},"
                        + "'serviceType':{'coding':[{'code':'0313'}]}%4$s}")
                .formatted(visit, patient, status, more);
    }

    private static String encounter(String visit, String patient, String status) {
        return encounter(visit, patient, status, "");
    }

    private Encounter.Known known(String visit) {
        return (Encounter.Known)
                encounters.find("tongren", "tongren:" + visit).orElseThrow().state();
    }

    private long version(String visit) {
        return encounters.find("tongren", "tongren:" + visit).orElseThrow().version();
    }

    private List<JsonNode> waiting(String file) {
        List<JsonNode> items = new ArrayList<>();
        service.get(service.staff("tongren", "S1"), "/refused?limit=100")
                .is(200)
                .json()
                .path("items")
                .forEach(one -> {
                    if (one.path("messageId").asString().startsWith(file + "#")) {
                        items.add(one);
                    }
                });
        return items;
    }

    private JsonNode page(String feed) {
        for (JsonNode one :
                service.get(service.staff("tongren", "S1"), "/feeds").json().path("items")) {
            if (one.path("feed").asString().equals("tongren/" + feed)) {
                return one;
            }
        }
        throw new AssertionError(feed);
    }

    @Test
    void a_resource_refers_to_one_of_an_earlier_line_or_file() {
        String one = SampleMessage.newVisit();
        String other = SampleMessage.newVisit();
        Path file = put(
                newName(),
                patient("p" + one),
                encounter(
                        one,
                        "p" + one,
                        "in-progress",
                        ",'period':{'start':'2026-11-23T08:00:00+08:00'}".replace('\'', '"')),
                encounter(one, "p" + one, "finished"));
        assertThat(report(file)).containsExactly("1,AA,,\"\"", "2,AA,,\"\"", "3,AA,,\"\"");
        assertThat(report(put(newName(), encounter(other, "p" + one, "in-progress"))))
                .containsExactly("1,AA,,\"\"");
        Visit visit = known(one).told().visit();
        assertThat(known(one)).isInstanceOf(Encounter.Finished.class);
        assertThat(visit.patient().value()).isEqualTo("Np" + one);
        assertThat(visit.department()).isEqualTo("cardiology");
        assertThat(visit.encounterClass()).isEqualTo(EncounterClass.AMB);
        assertThat(known(other).told().visit().patient().value()).isEqualTo("Np" + one);
    }

    @Test
    void a_line_that_refers_to_nobody_known_is_kept_and_replayed_once_the_other_came() {
        String visit = SampleMessage.newVisit();
        String name = newName();
        assertThat(report(put(
                        name, encounter(visit, "q" + visit, "in-progress"), encounter(visit, "q" + visit, "finished"))))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(",AE,Encounter.subject,"));
        List<JsonNode> kept = waiting(name);
        assertThat(kept).extracting(one -> one.path("messageId").asString()).containsExactly(name + "#1", name + "#2");
        assertThat(kept.getFirst().path("door").asString()).isEqualTo("ndjson");
        String staff = service.staff("tongren", "S1");
        String last = kept.getLast().path("id").asString();
        JsonNode stopped = service.post(staff, "/refused/" + last + "/replay", Map.of())
                .is(200)
                .json();
        assertThat(stopped.path("replayed").asInt()).isZero();
        assertThat(report(put(newName(), patient("q" + visit)))).containsExactly("1,AA,,\"\"");
        JsonNode done = service.post(staff, "/refused/" + last + "/replay", Map.of())
                .is(200)
                .json();
        assertThat(done.path("replayed").asInt())
                .as("the one before it comes along")
                .isEqualTo(2);
        assertThat(known(visit)).isInstanceOf(Encounter.Finished.class);
        assertThat(waiting(name)).isEmpty();
        assertThat(page("bulk").path("refused").asLong()).isNotNegative();
    }

    @Test
    void a_line_that_was_kept_without_a_citizens_number_can_be_replayed() {
        String visit = SampleMessage.newVisit();
        String name = newName();
        String survivor = "s" + visit;
        String line = patient("d" + visit)
                .replace(
                        "'identifier':[".replace('\'', '"'),
                        json("'identifier':[{'type':{'coding':[{'code':'NI'}]},'value':'" + CITIZEN + "'},"))
                .replace(
                        "'name'".replace('\'', '"'),
                        json("'link':[{'type':'replaced-by','other':{'reference':'Patient/" + survivor
                                + "'}}],'name'"));
        assertThat(report(put(name, line))).singleElement().asString().startsWith("1,AE,Patient.link[0].other,");
        assertThat(report(put(newName(), patient(survivor)))).containsExactly("1,AA,,\"\"");
        JsonNode done = service.post(
                        service.staff("tongren", "S1"),
                        "/refused/" + waiting(name).getFirst().path("id").asString() + "/replay",
                        Map.of())
                .is(200)
                .json();
        assertThat(done.path("stoppedBy").isObject()).as(done.toString()).isFalse();
        assertThat(waiting(name)).isEmpty();
    }

    @Test
    void each_damaged_line_says_where_and_the_others_are_taken() throws IOException {
        String visit = SampleMessage.newVisit();
        String good = encounter(visit, "p" + visit, "in-progress");
        String name = newName();
        byte[] text = ("\ufeff" + patient("p" + visit) + "\r\n\r\n"
                        + good.substring(0, 90) + "\r\n"
                        + "[1,2]\r\n"
                        + json("{'resourceType':'Encounter','status':'asleep'}") + "\r\n"
                        + json("{'resourceType':'Encounter','subject':{'colour':'red'},'status':'finished'}") + "\r\n"
                        + json("{'resourceType':'Nonsense'}") + "\r\n"
                        + json("{'resourceType':'Condition','subject':{'reference':'Patient/p'}}") + "\r\n"
                        + json("{'resourceType':'Patient','identifier':[{'value':'" + CITIZEN + "'}]}") + "\r\n"
                        + json("{'resourceType':'Observation','status':'final','code':{'text':'" + NAME + "'}}")
                        + "\r\n"
                        + "[".repeat(100_000) + "\r\n"
                        + "x".repeat(1024 * 1024 + 1) + "\r\n"
                        + good + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        Path file = put("bulk", name, text);
        List<String> report = report(file);
        assertThat(report.stream().map(line -> line.replaceAll(",\"[^\"]*\"$", "")))
                .containsExactly(
                        "1,AA,",
                        "3,AE,",
                        "4,AE,",
                        "5,AE,Encounter.status",
                        "6,AE,Encounter.subject.colour",
                        "7,AE,",
                        "8,AR,Condition",
                        "9,AE,Patient.identifier",
                        "10,AA,",
                        "11,AE,",
                        "12,AR,",
                        "13,AA,");
        assertThat(report.get(8)).contains("Not used");
        assertThat(String.join("", report)).doesNotContain(NAME, CITIZEN, "asleep");
        assertThat(known(visit)).isInstanceOf(Encounter.InProgress.class);
        assertThat(waiting(name)).hasSize(9);
    }

    @Test
    void a_line_that_is_not_utf_8_says_so() {
        String visit = SampleMessage.newVisit();
        byte[] text = (patient("p" + visit) + "\n" + encounter(visit, "p" + visit, "in-progress") + "\n")
                .getBytes(Charset.forName("GB18030"));
        assertThat(report(put("bulk", newName(), text)))
                .containsExactly(
                        "1,AE,,\"FHIR in UTF-8 (RFC 8259, section 8.1)\"",
                        "2,AE,Encounter.subject,\"A Patient that was told of before or is in the same Bundle, or the"
                                + " patient's identifier\"");
    }

    @Test
    void the_same_file_twice_has_one_effect_and_a_changed_one_under_its_name_is_taken() {
        String visit = SampleMessage.newVisit();
        String name = newName();
        String[] lines = {patient("p" + visit), encounter(visit, "p" + visit, "in-progress")};
        assertThat(report(put(name, lines))).hasSize(2);
        long once = version(visit);
        assertThat(report(put(name, lines))).containsExactly("1,AA,,\"\"", "2,AA,,\"\"");
        assertThat(version(visit)).isEqualTo(once);
        assertThat(report(put(name, lines[0], lines[1], encounter(visit, "p" + visit, "finished"))))
                .hasSize(3);
        assertThat(known(visit)).isInstanceOf(Encounter.Finished.class);
    }

    @Test
    void what_was_noted_of_another_file_of_the_name_is_of_no_use() throws IOException {
        String visit = SampleMessage.newVisit();
        String name = newName();
        Files.writeString(inbox("bulk").resolve(name + ".progress"), "50 1200 4711 2026-11-23T00:00:00Z (dev=1,ino=1)");
        Files.writeString(inbox("bulk").resolve(name + ".report"), "x".repeat(2_000));
        assertThat(report(put(name, patient("p" + visit), encounter(visit, "p" + visit, "in-progress"))))
                .containsExactly("1,AA,,\"\"", "2,AA,,\"\"");
        assertThat(known(visit)).isInstanceOf(Encounter.InProgress.class);
        assertThat(inbox("bulk").resolve(name + ".progress")).doesNotExist();
    }

    @Test
    void a_bundle_is_a_line_and_of_a_batch_what_can_be_taken_is() {
        String visit = SampleMessage.newVisit();
        String entries = "{'request':{'method':'PUT','url':'Patient/b%1$s'},'resource':%2$s},"
                + "{'request':{'method':'POST','url':'Encounter'},'resource':%3$s},"
                + "{'request':{'method':'POST','url':'Encounter'},'resource':{'resourceType':'Encounter'}}";
        String filled =
                json(entries).formatted(visit, patient("b" + visit), encounter(visit, "b" + visit, "in-progress"));
        String transaction = json("{'resourceType':'Bundle','type':'transaction','entry':[") + filled + "]}";
        Path file = put(newName(), transaction);
        assertThat(report(file)).singleElement().asString().startsWith("1,AE,Bundle.entry[2].resource.status,");
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
        file = put(newName(), transaction.replace("transaction", "batch"));
        assertThat(report(file)).singleElement().asString().startsWith("1,AE,Bundle.entry[2].resource.status,");
        assertThat(known(visit)).isInstanceOf(Encounter.InProgress.class);
    }

    @Test
    void an_entry_of_a_batch_that_cannot_be_read_leaves_the_others_as_they_are() {
        String visit = SampleMessage.newVisit();
        String batch = json("{'resourceType':'Bundle','type':'batch','entry':["
                        + "{'request':{'method':'POST','url':'Encounter'},'resource':{'resourceType':'Encounter','status':'asleep'}},"
                        + "{'request':{'method':'PUT','url':'Patient/b%1$s'},'resource':%2$s},"
                        + "{'request':{'method':'POST','url':'Encounter'},'resource':%3$s}]}")
                .formatted(visit, patient("b" + visit), encounter(visit, "b" + visit, "in-progress"));
        assertThat(report(put(newName(), batch.replace("batch", "transaction"))))
                .singleElement()
                .asString()
                .startsWith("1,AE,Bundle.entry[0].resource.status,\"One of planned, ");
        assertThat(encounters.find("tongren", "tongren:" + visit)).isEmpty();
        String name = newName();
        assertThat(report(put(name, batch)))
                .singleElement()
                .asString()
                .startsWith("1,AE,Bundle.entry[0].resource.status,\"One of planned, ");
        assertThat(known(visit)).isInstanceOf(Encounter.InProgress.class);
        assertThat(waiting(name)).hasSize(1);
    }

    @Test
    void a_file_goes_on_where_it_stopped_and_every_line_has_one_verdict() {
        String prefix = SampleMessage.newVisit();
        int lines = 600;
        List<String> text = new ArrayList<>(List.of(patient("p" + prefix)));
        for (int i = 1; i < lines; i++) {
            text.add(encounter(prefix + "x" + i, "p" + prefix, "in-progress"));
        }
        ndjson("long");
        Eventually.holds(() -> feeds.find("tongren/long").isPresent());
        Path file = put("long", "long.ndjson", String.join("\n", text).getBytes(StandardCharsets.UTF_8));
        for (int stop = 0; stop < 3; stop++) {
            Eventually.holds(() -> Files.exists(beside(file, ".progress")) || Files.exists(beside(file, ".taken")));
            FOLDER.removeNamed("tongren", "long");
            Eventually.holds(() -> feeds.find("tongren/long").isEmpty());
            ndjson("long");
            Eventually.holds(() -> feeds.find("tongren/long").isPresent());
        }
        assertThat(report(file))
                .isEqualTo(IntStream.rangeClosed(1, lines)
                        .mapToObj(line -> line + ",AA,,\"\"")
                        .toList());
        assertThat(version(prefix + "x1"))
                .as("taken once, whatever was repeated")
                .isEqualTo(1);
        assertThat(known(prefix + "x" + (lines - 1))).isInstanceOf(Encounter.InProgress.class);
    }

    @Test
    @Tag("long")
    void a_hundred_thousand_lines_that_nothing_here_needs_are_passed_over() {
        String line = json("{'resourceType':'Observation','status':'final','code':{'text':'x'}}\n");
        Path file = put("bulk", newName(), line.repeat(100_000).getBytes(StandardCharsets.UTF_8));
        assertThat(report(file)).hasSize(100_000).last().asString().isEqualTo("100000,AA,,\"Not used\"");
    }

    @Test
    void codes_that_no_file_names_are_counted_and_numbers_of_people_are_not_kept() throws IOException {
        String visit = SampleMessage.newVisit();
        String odd = encounter(visit, "p" + visit, "in-progress")
                .replace("0313", "0999")
                .replace("AMB", "WALK");
        assertThat(report(put(
                        newName(),
                        patient("p" + visit),
                        odd,
                        odd.replace("0999", "14010000001").replace("in-progress", "finished"))))
                .hasSize(3);
        Path csv = Files.writeString(inbox("csv").resolve("odd.csv"), """
                visit,patient,department,class,event,at
                c%1$s,P1,0998,QQ,register,2026-11-23 08:00
                d%1$s,P1,cardiology,AMB,register,2026-11-23 08:00
                e%1$s,P1,010-65280001,AMB,register,2026-11-23 08:00
                """.formatted(visit));
        Files.createFile(beside(csv, ".done"));
        assertThat(report(csv)).hasSize(3);
        assertThat(page("bulk").path("unmapped").path("department 0999").asLong())
                .isEqualTo(1);
        assertThat(page("bulk").path("unmapped").path("class WALK").asLong()).isEqualTo(2);
        assertThat(page("bulk").path("unmapped").toString()).doesNotContain("14010000001");
        assertThat(page("csv").path("unmapped").toString()).isEqualTo("{\"class QQ\":1,\"department 0998\":1}");
        assertThat(service.metrics())
                .containsPattern("carecontact_feed_unmapped_total\\{door=\"csv\",feed=\"csv\",hospital=\"tongren\","
                        + "kind=\"department\",service=\"hospital-gateway\"\\} 2");
    }
}
