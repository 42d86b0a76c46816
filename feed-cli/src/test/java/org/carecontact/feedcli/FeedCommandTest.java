package org.carecontact.feedcli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of an integration engineer: what they understand, ask, print, and how they end. */
@SuppressWarnings("NullAway.Init")
class FeedCommandTest {

    private static final String FEED =
            "hospital: tongren\nlike: hl7-v2\nport: 2601\ndepartments: {\"0313\": cardiology}\n";
    private static final String NAME = "欧阳测试";
    private static final String MOBILE = "14010000001";
    private static final String ADMISSION = ("MSH|^~\\&|HIS|tongren|||20261123080000||ADT^A01|C1|P|2.4\r"
            + "EVN||20261123080000\rPID|||P000001^^^HIS^PI||" + NAME + "||19800229||||||" + MOBILE + "^PRN^CP\r"
            + "PV1||I|0313||||D0001^王||||||||||||V1\r");

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private HttpServer gateway;
    private int status = 200;
    private String answer = "{}";
    private Path feed;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::record);
        gateway.start();
        feed = Files.writeString(folder.resolve("his.yml"), FEED);
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        System.setErr(usual);
    }

    private void record(HttpExchange exchange) throws IOException {
        boolean keyed = exchange.getRequestHeaders().containsKey("Idempotency-Key");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (keyed ? " keyed " : "")
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int check(byte[] file) throws IOException {
        return run(
                "check",
                feed.toString(),
                Files.write(folder.resolve("day.hl7"), file).toString());
    }

    private int check(String file) throws IOException {
        return check(file.getBytes(StandardCharsets.UTF_8));
    }

    // ---- check, which asks nobody

    @Test
    void a_message_is_told_without_name_or_number() throws IOException {
        assertThat(check(ADMISSION)).isZero();
        assertThat(said())
                .contains(
                        "day.hl7#1  AA  ADT^A01  C1  HIS|tongren  UTF-8  admit visit V1, patient P000001, doctor D0001,"
                                + " department cardiology (mapped), class IMP, took place 2026-11-23T00:00:00Z",
                        "name yes, birth date yes, number of PATIENT yes, of GUARDIAN no",
                        "1 messages: 1 understood, 0 not used, 0 refused")
                .doesNotContain(NAME, MOBILE, "1980");
        assertThat(asked).isEmpty();
    }

    @Test
    void what_is_refused_is_told_with_code_place_and_remedy() throws IOException {
        String noVisit = ADMISSION.replace("|V1\r", "\r").replace("ADT^A01", "ADT^A08");
        assertThat(check(ADMISSION + "\r\n" + noVisit + ADMISSION.replace("|2.4", "|3.0")
                        + ADMISSION.replace("ADT^A01", "ORU^R01")))
                .isEqualTo(1);
        assertThat(said().lines().toList())
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.get(1))
                        .startsWith("day.hl7#2  AE  ADT^A08  C1  HIS|tongren  UTF-8  PV1-19: The visit number")
                        .endsWith("(101)"))
                .satisfies(lines -> assertThat(lines.get(2))
                        .contains("AR  ADT^A01  C1  HIS|tongren  UTF-8  MSH-12: A version 2.x (203)"))
                .satisfies(lines ->
                        assertThat(lines.get(3)).contains("AA  ORU^R01  C1  HIS|tongren  UTF-8  not used here"))
                .satisfies(
                        lines -> assertThat(lines.get(4)).isEqualTo("4 messages: 1 understood, 1 not used, 2 refused"));
    }

    @Test
    void a_department_that_the_file_does_not_name_is_said_to_be_none_of_it() throws IOException {
        assertThat(check(ADMISSION.replace("0313", "0999"))).isZero();
        assertThat(said()).contains("department 0999 (not mapped)");
    }

    @Test
    void a_department_that_the_hospitals_folder_lists_is_said_to_be_listed() throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("anhe/feeds"));
        feed = Files.writeString(feeds.resolve("his.yml"), FEED);
        Files.writeString(folder.resolve("anhe/departments.yml"), "- {code: surgery, name: {zh: 外科, en: Surgery}}\n");
        assertThat(check(ADMISSION + ADMISSION.replace("0313", "surgery") + ADMISSION.replace("0313", "外科")))
                .isZero();
        assertThat(said())
                .contains(
                        "department cardiology (mapped)", "department surgery (listed)", "department 外科 (not mapped)");

        Files.writeString(folder.resolve("anhe/departments.yml"), "- {code: surgery}\n");
        assertThat(check(ADMISSION.replace("0313", "surgery")))
                .as("a list with a mistake, which hospital check tells, lists nothing")
                .isZero();
        assertThat(said()).contains("department surgery (not mapped)");
    }

    @Test
    void a_list_that_is_none_of_the_feeds_hospital_lists_nothing() throws IOException {
        Files.writeString(folder.resolve("departments.yml"), "- {code: surgery, name: {zh: 外科, en: Surgery}}\n");
        assertThat(check(ADMISSION.replace("0313", "surgery"))).isZero();
        assertThat(said()).contains("department surgery (not mapped)");
    }

    @Test
    void a_sender_that_may_be_a_person_is_not_repeated() throws IOException {
        check(ADMISSION.replace("|HIS|tongren", "|" + MOBILE + "|tongren")
                + ADMISSION.replace("|HIS|", "|" + NAME + "|"));
        assertThat(said()).contains("C1  -  UTF-8").doesNotContain(NAME, MOBILE);
    }

    @Test
    void lines_batches_and_recorded_connections_are_read() throws IOException {
        assertThat(check(ADMISSION.replace("\r", "\n") + "\n\n" + ADMISSION.replace("\r", "\n")))
                .isZero();
        assertThat(check("FHS|^~\\&\rBHS|^~\\&\r" + ADMISSION + ADMISSION + "BTS|2\rFTS|1\r"))
                .isZero();
        assertThat(check("\u000b" + ADMISSION + "\u001c\r\u000b" + ADMISSION + "\u001c\r"))
                .isZero();
        assertThat(said().lines().filter(line -> line.startsWith("2 messages: 2 understood")))
                .hasSize(3);
    }

    @Test
    void the_character_set_is_the_one_of_the_file() throws IOException {
        Files.writeString(feed, FEED + "charset: GB18030\n");
        assertThat(check(ADMISSION.getBytes(Charset.forName("GB18030")))).isZero();
        Files.writeString(feed, FEED);
        assertThat(check(ADMISSION.getBytes(Charset.forName("GB18030")))).isEqualTo(1);
        assertThat(said())
                .contains("AA  ADT^A01  C1  HIS|tongren  GB18030  admit", "AE  ADT^A01  C1  HIS|tongren  -  MSH-18");
    }

    @Test
    void what_is_no_message_is_refused_and_not_repeated() throws IOException {
        assertThat(check(NAME + " " + MOBILE)).isEqualTo(1);
        assertThat(said()).contains("day.hl7#1  AR  -  -  -  UTF-8  MSH: ").doesNotContain(MOBILE);
    }

    @Test
    void a_bad_file_of_a_feed_is_said_to_be_bad_where_it_is() throws IOException {
        Files.writeString(feed, FEED + "zone: Beijing\n");
        assertThat(check(ADMISSION)).isEqualTo(1);
        assertThat(said()).contains("his.yml, line 5, column 7: 'Beijing' is not a time zone");
    }

    // ---- wrong use

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''             | a command is missing; see ./carecontact feed --help
        check          | Missing required parameters: 'FEED', 'FILE'; see ./carecontact feed check --help
        check no.yml x | there is no file no.yml; see ./carecontact feed check --help
        load x         | Missing required parameter: 'FILE'; see ./carecontact feed load --help
        load x no.csv  | there is no file no.csv; see ./carecontact feed load --help
        replay         | give the ID of one message, or --feed for all of a feed; see ./carecontact feed replay --help
        refused        | the address of hospital-gateway is missing: give --url, or set CARECONTACT_GATEWAY_URL; see ./carecontact feed refused --help
        send x no.hl7  | there is no file no.hl7; see ./carecontact feed send --help
        """)
    void wrong_use_is_one_line_and_code_2(String arguments, String line) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(complained).hasToString("carecontact: " + line + System.lineSeparator());
    }

    // ---- send

    @Test
    void send_frames_each_message_and_prints_the_answers() throws Exception {
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(feed, FEED.replace("2601", String.valueOf(port.getLocalPort())));
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answered(port));
            Path file = Files.writeString(folder.resolve("day.hl7"), ADMISSION + ADMISSION);
            assertThat(run("send", feed.toString(), file.toString())).isEqualTo(1);
            assertThat(heard.get()).startsWith("\u000bMSH").endsWith("|V1\u001c\r");
            assertThat(said()).contains("MSA|AA|C1", "MSA|AE|C1");
        }
    }

    @Test
    void a_hospital_without_a_door_of_hl7_v2_says_in_one_line_how_its_doors_are_fed() throws IOException {
        Path file = Files.writeString(folder.resolve("day.hl7"), ADMISSION);
        Path feeds = Files.createDirectories(folder.resolve("hospitals/anhe/feeds"));
        Files.writeString(feeds.resolve("bus.yml"), "hospital: anhe\nlike: wst-846\nport: 2580\n");
        Files.writeString(feeds.resolve("day.yml"), "hospital: anhe\nlike: csv\nfolder: day\n");
        Files.writeString(
                feeds.resolve("fhir.yml"),
                "hospital: anhe\nlike: fhir\nport: 2581\nsecrets: [" + "0".repeat(64) + "]\n");
        Files.writeString(
                folder.resolve("endpoints.json"),
                "{\"hospitals\": \"%s\", \"mllp\": {\"tongren\": 2575}}"
                        .formatted(folder.resolve("hospitals").toString().replace('\\', '/')));

        assertThat(run("send", "anhe", file.toString())).isEqualTo(2);
        assertThat(complained)
                .hasToString("carecontact: send speaks HL7 v2, and anhe has no such door; instead: "
                        + "curl -H 'Content-Type: text/xml; charset=utf-8' --data-binary @FILE"
                        + " http://127.0.0.1:2580/HIPMessageServer; ./carecontact feed load anhe/day FILE;"
                        + " curl -H 'Content-Type: application/fhir+json' -H 'Authorization: Bearer SECRET'"
                        + " --data-binary @FILE http://127.0.0.1:2581/fhir; see ./carecontact feed send --help"
                        + System.lineSeparator());
        complained.reset();
        assertThat(run("send", feeds.resolve("day.yml").toString(), file.toString()))
                .isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .contains("for this feed: ./carecontact feed load " + feeds.resolve("day.yml") + " FILE");
        complained.reset();
        assertThat(run("send", "yunyi", file.toString())).isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8)).contains("'yunyi' is neither a feed's file");
    }

    /** Takes the first message and refuses the second. */
    private static String answered(ServerSocket port) {
        try (Socket socket = port.accept()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (String code : List.of("AA", "AE")) {
                int b;
                do {
                    b = in.read();
                    all.write(b);
                } while (b != 0x1c);
                all.write(in.read());
                socket.getOutputStream()
                        .write(("\u000bMSH|^~\\&|\rMSA|" + code + "|C1\r\u001c\r").getBytes(StandardCharsets.UTF_8));
            }
            return all.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // ---- what is asked of hospital-gateway

    @Test
    void refused_lists_what_waits() {
        answer = "{\"items\": [{\"id\": \"i1\", \"at\": \"2026-11-27T00:00:00Z\", \"feed\": \"tongren/his\","
                + " \"messageId\": \"C1\", \"answer\": \"AE\", \"place\": \"PV1-19\", \"remedy\": \"a number\", \"times\": 2}]}";
        assertThat(ask("refused", "--feed", "tongren/his")).isZero();
        assertThat(asked).containsExactly("GET /refused?feed=tongren%2Fhis&limit=100");
        assertThat(said())
                .contains(
                        "i1  2026-11-27T00:00:00Z  tongren/his  C1  AE  PV1-19: a number  x2",
                        "1 refused messages wait");
    }

    @Test
    void replay_of_one_and_of_all_end_with_1_when_something_is_refused_again() {
        answer = "{\"replayed\": 2, \"stoppedBy\": null}";
        assertThat(ask("replay", "i1")).isZero();
        answer =
                "{\"replayed\": 1, \"stoppedBy\": {\"id\": \"i2\", \"messageId\": \"C2\", \"why\": \"AE EVN-2\", \"remedy\": \"a time\"}}";
        assertThat(ask("replay", "i1")).isEqualTo(1);
        answer = "{\"replayed\": 5, \"refusedAgain\": [], \"behind\": 0}";
        assertThat(ask("replay", "--feed", "tongren/his")).isZero();
        assertThat(asked.get(0)).isEqualTo("POST /refused/i1/replay keyed {}");
        assertThat(asked.get(2)).startsWith("POST /refused/replays keyed ").contains("tongren/his");
        assertThat(said())
                .contains("2 replayed", "i2  C2  AE EVN-2: a time", "5 replayed, 0 refused again, 0 behind these");
    }

    @Test
    void replay_of_a_feed_lists_what_was_refused_again_with_id_place_and_reason() {
        answer = "{\"replayed\": 3, \"behind\": 1, \"refusedAgain\": [{\"id\": \"i2\", \"messageId\": \"C2\","
                + " \"place\": \"EVN-2\", \"why\": \"AE EVN-2\", \"remedy\": \"a time\"}, {\"id\": \"i4\","
                + " \"messageId\": \"\", \"place\": \"\", \"why\": \"only its beginning is kept\", \"remedy\": \"Discard it.\"}]}";
        assertThat(ask("replay", "--feed", "tongren/his")).isEqualTo(1);
        assertThat(said().lines())
                .containsExactly(
                        "i2  C2  AE EVN-2: a time",
                        "i4  -  only its beginning is kept: Discard it.",
                        "3 replayed, 2 refused again, 1 behind these");
    }

    @Test
    void a_problem_is_told_with_its_remedy_and_is_code_1() {
        status = 404;
        answer = "{\"title\": \"There is no such thing here\", \"remedy\": \"Check the id.\"}";
        assertThat(ask("replay", "i1")).isEqualTo(1);
        assertThat(said()).contains("404 There is no such thing here Check the id.");
    }

    private int ask(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        System.arraycopy(new String[] {"--url", url, "--token", "t1"}, 0, all, arguments.length, 4);
        return run(all);
    }

    private int run(String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        FeedCommand command =
                new FeedCommand(out, folder.resolve("endpoints.json"), folder.resolve("hospitals"), false);
        return ScriptCommand.run(command, arguments);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
