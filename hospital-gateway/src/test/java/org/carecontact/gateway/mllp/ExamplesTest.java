package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.carecontact.localparts.Ports;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

/** What the doors of the example hospital answer to the examples, as docs/integrator.md shows it. */
class ExamplesTest extends RunningGateway {

    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS);
    private static final RunningService ANHE = gateway(anhe()).start();

    ExamplesTest() {
        super(ANHE);
    }

    /** On ports that are free here. */
    private static HospitalsFolder anhe() {
        try (Stream<Path> feeds = Files.list(EXAMPLES.resolve("hospital-anhe/feeds"))) {
            for (Path feed : feeds.toList()) {
                FOLDER.feedNamed(
                        "anhe",
                        feed.getFileName().toString().replace(".yml", ""),
                        Files.readString(feed).replaceAll("(?m)^port: .*", "port: " + Ports.free()));
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port(String feed) {
        return feeds.find("anhe/" + feed).orElseThrow().file().port();
    }

    private String posted(String feed, String path, String type, String example) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(feed) + path))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofFile(EXAMPLES.resolve(example)))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static List<String> report(String feed, String example) throws IOException {
        Path folder = FOLDER.path().resolve("anhe/feeds").resolve(feed);
        Files.copy(EXAMPLES.resolve(example), folder.resolve(example));
        Files.createFile(folder.resolve(example + ".done"));
        Eventually.holds(() -> Files.exists(folder.resolve(example + ".taken")));
        return Files.readAllLines(folder.resolve(example + ".report"));
    }

    /** What the page shows below each command that begins so; dots stand for what is different each time. */
    private static List<String> shown(String command) throws IOException {
        List<String> shown = Pattern.compile("(?m)^\\$ " + Pattern.quote(command) + ".*\\n((?s:.*?))(?=^\\$ |^```)")
                .matcher(Files.readString(EXAMPLES.resolve("../integrator.md")))
                .results()
                .flatMap(found -> found.group(1).lines())
                .flatMap(line -> Stream.of(line.split("…")))
                .filter(part -> !part.isEmpty())
                .toList();
        assertThat(shown).as(command).isNotEmpty();
        return shown;
    }

    private String sent(String example) throws IOException {
        List<String> answers = new ArrayList<>();
        try (MllpClient client = new MllpClient(port("his"))) {
            for (String message : Files.readString(EXAMPLES.resolve(example)).split("(?=MSH)")) {
                MllpClient.Answer answer = client.exchange(message);
                answer.segments().forEach(segment -> answers.add(String.join("|", segment)));
            }
        }
        return String.join("\n", answers);
    }

    @Test
    void hl7_v2_answers_as_shown() throws Exception {
        for (String example : List.of("anhe-day.hl7", "anhe-mixed.hl7")) {
            assertThat(sent(example))
                    .containsSubsequence(shown("./carecontact feed send anhe docs/examples/" + example));
        }
    }

    @Test
    void wst_846_answers_as_shown() throws Exception {
        assertThat(posted("bus", "/HIPMessageServer", "text/xml; charset=utf-8", "anhe-OutPatientInfoAdd.xml"))
                .containsSubsequence(shown("curl -s -H 'Content-Type: text/xml"));
    }

    @Test
    void fhir_answers_as_shown() throws Exception {
        assertThat(posted("fhir", "/fhir", "application/fhir+json", "anhe-bundle.json"))
                .containsSubsequence(shown("curl -s -H 'Content-Type: application/fhir+json"));
    }

    @Test
    void files_are_reported_as_shown_and_as_checked() throws Exception {
        assertThat(Files.readString(EXAMPLES.resolve("../integrator.md")))
                .contains("```\n" + String.join("\n", report("day-csv", "anhe-day.csv")) + "\n```");
        assertThat(report("day-ndjson", "anhe-day.ndjson"))
                .startsWith("line,answer,place,what", "1,AA,,\"\"", "2,AA,,\"\"", "3,AA,,\"Not used\"")
                .last(InstanceOfAssertFactories.STRING)
                .startsWith("4,AE,Encounter.subject,");
    }
}
