package org.carecontact.feedcli.hospitals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.localparts.Ports;
import org.carecontact.sandbox.commandline.ScriptCommand;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** A hospital's folder on its way into an installation: all of it, or nothing. */
@SuppressWarnings("NullAway.Init")
class HospitalCommandTest {

    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "hospital-anhe");
    private static final TakeOver.Patience SHORT =
            new TakeOver.Patience(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(10));

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @TempDir
    Path root;

    private Path folder;
    private Path hospitals;
    private Services services;
    private String staffOf = "anhe";

    @BeforeEach
    void start() throws IOException {
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        folder = root.resolve("anhe");
        FileSystemUtils.copyRecursively(EXAMPLE, folder);
        for (String other : List.of("bus", "fhir", "day-csv", "day-ndjson")) {
            Files.delete(folder.resolve("feeds/" + other + ".yml"));
        }
        change("feeds/his.yml", "2579", String.valueOf(Ports.free()));
        hospitals = Files.createDirectories(root.resolve("installation"));
        services = new Services(hospitals);
    }

    @AfterEach
    void stop() {
        services.close();
        System.setErr(usual);
    }

    private int add() {
        return run("add", folder.toString());
    }

    private int run(String command, String... arguments) {
        said.reset();
        complained.reset();
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--hospitals", hospitals.toString(), "--ports", "1024-65535"));
        all.addAll(List.of("--gateway", services.url(), "--policy", services.url(), "--consent", services.url()));
        all.addAll(List.of("--staff", Services.token(staffOf, "staff", "S01")));
        all.addAll(List.of("--second-staff", Services.token(staffOf, "staff", "S02")));
        all.addAll(List.of("--supervisor", Services.token(staffOf, "supervisor", "V01")));
        all.addAll(List.of("--second-supervisor", Services.token(staffOf, "supervisor", "V02")));
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return ScriptCommand.run(
                new HospitalCommand(out, root.resolve("endpoints.json"), SHORT), all.toArray(String[]::new));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return complained.toString(StandardCharsets.UTF_8);
    }

    private void change(String name, String what, String instead) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, instead));
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> installed() {
        return HospitalFiles.installed(hospitals, "anhe").names();
    }

    // ---- taken over

    @Test
    void a_new_hospital_is_there_with_its_feeds_its_policy_and_its_form_by_two_people_each() {
        assertThat(add()).isZero();

        assertThat(installed())
                .containsExactly(
                        "departments.yml",
                        "feeds/his.yml",
                        "forms/consent-zh.json",
                        "hospital.yml",
                        "policies/anhe.yaml");
        assertThat(services.changes)
                .containsExactly(
                        "publish hospital-anhe 1 by V01",
                        "draft 1 by S01",
                        "activation hospital-anhe 1 by V02",
                        "activation consent 1 by S02");
        assertThat(said())
                .startsWith("anhe: 1 feeds, 2 departments, 1 policies, 1 forms, 0 providers\n")
                .contains("  new      feeds/his.yml\n", "  in force policies hospital-anhe version 1\n");
        assertThat(HospitalFiles.folder(hospitals, "anhe")).isEqualTo(hospitals.resolve("anhe"));
        assertThat(hospitals.resolve(".staged/anhe")).doesNotExist();
    }

    @Test
    void the_same_folder_again_changes_nothing() throws IOException {
        assertThat(add()).isZero();
        services.changes.clear();
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(hospitals.resolve("anhe/feeds/his.yml"), longAgo);

        assertThat(add()).isZero();
        assertThat(said()).endsWith("anhe: nothing has changed\n");
        assertThat(services.changes).isEmpty();
        assertThat(Files.getLastModifiedTime(hospitals.resolve("anhe/feeds/his.yml")))
                .isEqualTo(longAgo);
    }

    @Test
    void a_changed_folder_changes_what_differs_and_no_more() throws IOException {
        assertThat(add()).isZero();
        services.changes.clear();
        change("feeds/his.yml", "cardiology", "rehabilitation");
        change("policies/anhe.yaml", "version: 1", "version: 2");
        put("feeds/lab.yml", "hospital: anhe\nlike: hl7-v2\nport: " + Ports.free() + "\n");
        Files.delete(folder.resolve("departments.yml"));

        assertThat(add()).isZero();
        assertThat(said())
                .contains(
                        "  removed  departments.yml\n",
                        "  changed  feeds/his.yml\n",
                        "  new      feeds/lab.yml\n",
                        "  changed  policies/anhe.yaml\n");
        assertThat(services.changes)
                .containsExactly("publish hospital-anhe 2 by V01", "activation hospital-anhe 2 by V02");
        assertThat(installed()).doesNotContain("departments.yml").contains("feeds/lab.yml");
    }

    @Test
    void an_older_policy_than_the_one_in_force_is_not_brought_back_by_an_old_folder() {
        assertThat(add()).isZero();
        services.inForce("hospital-anhe", 5);
        services.changes.clear();

        assertThat(add()).isEqualTo(1);
        assertThat(said()).contains("in force in version 5, and the folder has version 1", "nothing was changed");
        assertThat(services.changes).isEmpty();
    }

    // ---- nothing, when not all of it

    @Test
    void a_policy_that_is_refused_keeps_all_out() {
        services.fails = asked -> asked.equals("POST /policies");

        assertThat(add()).isEqualTo(1);
        assertThat(said()).endsWith("policy-service: 503 Away; nothing was changed\n");
        assertThat(installed()).isEmpty();
        assertThat(services.changes).isEmpty();
        assertThat(hospitals.resolve(".staged/anhe")).doesNotExist();
    }

    @Test
    void a_form_that_is_refused_keeps_all_out() {
        services.fails = asked -> asked.equals("POST /forms");

        assertThat(add()).isEqualTo(1);
        assertThat(said()).endsWith("nothing was changed\n");
        assertThat(installed()).isEmpty();
        assertThat(services.changes)
                .as("a version that nobody activates holds nowhere")
                .containsExactly("publish hospital-anhe 1 by V01");
    }

    @Test
    void a_door_that_does_not_open_takes_the_new_hospital_back() {
        services.breaks("anhe/his", "the port is taken");

        assertThat(add()).isEqualTo(1);
        assertThat(said())
                .contains("has not opened the doors of anhe within 1 s: the port is taken")
                .endsWith("all was taken back, the hospital is not there;"
                        + " give the same command again once that is put right\n");
        assertThat(hospitals.resolve("anhe")).doesNotExist();
        assertThat(services.changes)
                .containsExactly("publish hospital-anhe 1 by V01", "draft 1 by S01", "discarding consent 1 by S01");

        services.mends();
        assertThat(add()).isZero();
        assertThat(services.changes).contains("activation hospital-anhe 1 by V02", "activation consent 2 by S02");
    }

    @Test
    void a_door_that_does_not_open_gives_a_changed_hospital_back_as_it_was() throws IOException {
        assertThat(add()).isZero();
        HospitalFiles before = HospitalFiles.installed(hospitals, "anhe");
        change("feeds/his.yml", "cardiology", "rehabilitation");
        put("feeds/lab.yml", "hospital: anhe\nlike: hl7-v2\nport: " + Ports.free() + "\n");
        services.breaks("anhe/lab", "no certificate");

        assertThat(add()).isEqualTo(1);
        assertThat(said()).contains("no certificate; all was taken back, the hospital is as before");
        assertThat(HospitalFiles.installed(hospitals, "anhe").differences(before))
                .isEmpty();
    }

    @Test
    void a_gateway_that_goes_away_in_the_middle_takes_it_back() {
        int[] asked = {0};
        services.fails = what -> what.equals("GET /feeds") && ++asked[0] > 1;

        assertThat(add()).isEqualTo(1);
        assertThat(said()).contains("hospital-gateway: 503 Away; all was taken back, the hospital is not there");
        assertThat(installed()).isEmpty();
    }

    @Test
    void an_activation_that_is_refused_takes_it_back() {
        services.fails = asked -> asked.startsWith("POST /policies/") && asked.endsWith("activation");

        assertThat(add()).isEqualTo(1);
        assertThat(said()).contains("policy-service: 503 Away; all was taken back");
        assertThat(installed()).isEmpty();
    }

    @Test
    void what_fails_after_the_first_activation_is_finished_by_the_same_command() {
        services.fails = asked -> asked.startsWith("POST /forms/");

        assertThat(add()).isEqualTo(1);
        assertThat(said())
                .endsWith("consent-service: 503 Away; the rest is in force;"
                        + " give the same command again once that is put right\n");
        assertThat(installed()).isNotEmpty();

        services.fails = _ -> false;
        services.changes.clear();
        assertThat(add()).isZero();
        assertThat(services.changes).containsExactly("activation consent 1 by S02");
    }

    @Test
    void without_services_nothing_is_changed() {
        services.close();

        assertThat(add()).isEqualTo(1);
        assertThat(said()).contains("hospital-gateway does not answer at").endsWith("nothing was changed\n");
        assertThat(installed()).isEmpty();
    }

    @Test
    void a_port_that_another_program_has_keeps_all_out() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.resolve("feeds/his.yml"),
                    "hospital: anhe\nlike: hl7-v2\nport: " + other.getLocalPort() + "\n");

            assertThat(add()).isEqualTo(1);
            assertThat(said())
                    .contains("another program on this machine has the port " + other.getLocalPort() + "; nothing was");
        }
        assertThat(services.changes).isEmpty();
    }

    @Test
    void two_at_once_do_not_mix() throws IOException {
        try (FileChannel lock = FileChannel.open(
                        hospitals.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock.lock()) {
            assertThat(add()).isEqualTo(1);
        }
        assertThat(said()).endsWith("another hospital is being added; nothing was changed\n");
        assertThat(add()).isZero();
    }

    // ---- who may

    @Test
    void a_token_of_another_hospital_is_wrong_before_anything_is_asked() {
        staffOf = "tongren";

        assertThat(add()).isEqualTo(2);
        assertThat(complained()).contains("--staff is a token of staff of tongren, not of staff of anhe");
        assertThat(services.changes).isEmpty();
        assertThat(installed()).isEmpty();
        assertThat(hospitals.resolve(".staged/anhe")).doesNotExist();
    }

    @Test
    void nothing_is_up_and_nothing_is_said() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        HospitalCommand command = new HospitalCommand(out, root.resolve("endpoints.json"), SHORT);

        assertThat(ScriptCommand.run(command, "add", folder.toString())).isEqualTo(2);
        assertThat(complained()).contains("nothing is up here: give --hospitals");
    }

    // ---- check

    @Test
    void what_is_no_hospitals_folder_is_told_in_one_line_that_names_the_one_near_it() throws IOException {
        Path other = Files.createDirectories(root.resolve("other"));
        oneLine(
                folder.resolve("hospital.yml"),
                " is a file; a hospital's folder has hospital.yml in it; " + folder + " is one");
        oneLine(
                folder.resolve("feeds"),
                "/hospital.yml is missing, so " + folder.resolve("feeds") + " is no hospital's folder; " + folder
                        + " is one");
        oneLine(
                folder.resolve("feeds/his.yml"),
                " is a file; a hospital's folder has hospital.yml in it; " + folder + " is one");
        oneLine(root, "/hospital.yml is missing, so " + root + " is no hospital's folder; in it " + folder + " is one");
        oneLine(other, "/hospital.yml is missing, so " + other + " is no hospital's folder");
        oneLine(
                root.resolve("none"),
                ": there is no such folder; " + root.resolve("none/hospital.yml") + " was looked for");
        Files.delete(folder.resolve("hospital.yml"));
        oneLine(folder, "/hospital.yml is missing, so " + folder + " is no hospital's folder");
        assertThat(installed()).isEmpty();
        assertThat(services.changes).isEmpty();
    }

    private void oneLine(Path path, String line) {
        assertThat(run("check", path.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo(path + line + "\n");
        assertThat(run("add", path.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo(path + line + "; nothing was changed\n");
    }

    @Test
    void the_example_and_the_samples_are_good() {
        assertThat(run("check", EXAMPLE.toString())).as(said()).isZero();
        assertThat(said()).isEqualTo("anhe: 5 feeds, 2 departments, 1 policies, 1 forms, 0 providers; all is well\n");
        for (String id : List.of("tongren", "meiyan", "yunyi")) {
            assertThat(run("check", "../sandbox/src/main/resources/hospitals/" + id))
                    .as(said())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        hospital.yml          | id: anhe        | id: AN             | hospital.yml, line 2, column 5: 'AN' is not of the form
        departments.yml       | Cardiology      | [x]                | departments.yml, line 2, column 42: expected a text
        feeds/his.yml         | like: hl7-v2    | like: hl7          | feeds/his.yml, line 3, column 7: no dialect is called 'hl7'
        feeds/his.yml         | hospital: anhe  | hospital: tongren  | feeds/his.yml, line 2, column 11: 'tongren' is another hospital; write anhe
        policies/anhe.yaml    | contactDays: 45} | contactDays: 0}   | policies/anhe.yaml, line 27
        policies/anhe.yaml    | code: cardiology | code: oncology    | policies/anhe.yaml, line 21, column 14: the department 'oncology' is not in departments.yml
        forms/consent-zh.json | CONSENT         | RECEIPT            | forms/consent-zh.json, line 2, column 11: The kind of form
        """)
    void a_mistake_is_told_with_file_line_column_and_remedy(String name, String what, String instead, String told)
            throws IOException {
        change(name, what, instead);

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said()).contains(folder + "/" + told);
        assertThat(add()).isEqualTo(1);
        assertThat(said()).endsWith("nothing was changed\n");
        assertThat(installed()).isEmpty();
    }

    @Test
    void providers_and_their_texts_are_checked_without_their_secrets() throws IOException {
        String good = """
                people: real
                order: sms
                providers:
                  sms: {vendor: aliyun, key-id: env:ANHE_ID, key-secret: file:/run/secrets/anhe, signature: 安和医院,
                    templates: {CONSENT_ASKED: SMS_1}}
                """;
        put("texts/aliyun.zh.yml", "CONSENT_ASKED:\n  text: \"请在{until}前登录 {address} 输入{entry}查看检查报告。\"\n");
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("texts: texts without providers.yml");

        put("providers.yml", good);
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said()).contains(folder + "/providers.yml, line 4, column 8", "检查");

        put("texts/aliyun.zh.yml", "CONSENT_ASKED:\n  text: \"您有一份文件，请在{until}前登录 {address} 输入{entry}查看。\"\n");
        put("providers.yml", good.replace("order: sms", "order: mail"));
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said()).contains(folder + "/providers.yml, line 2, column 8: 'mail' is none of");

        put("providers.yml", good);
        assertThat(run("check", folder.toString())).isZero();
        assertThat(said()).endsWith("1 forms, 1 providers; all is well\n");
    }

    @Test
    void a_policy_of_another_hospital_is_refused_at_its_id() throws IOException {
        change("policies/anhe.yaml", "  id: anhe\n", "  id: tongren\n");

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said())
                .isEqualTo(
                        folder + "/policies/anhe.yaml, line 8, column 7: 'tongren' is another hospital; write anhe\n");
    }

    @Test
    void all_mistakes_of_all_files_are_told_at_once() throws IOException {
        change("departments.yml", "+86 10 8004 0010", "none");
        change("feeds/his.yml", "like: hl7-v2", "like: hl7");
        change("policies/anhe.yaml", "layer: hospital", "layer: hospitals");
        change("forms/consent-zh.json", "\"zh\"", "\"Chinese\"");

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said().lines().map(line -> line.substring(folder.toString().length() + 1)))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("departments.yml", "feeds/his.yml", "policies/anhe.yaml", "forms/consent-zh.json");
    }

    @Test
    void ports_are_within_the_range_and_nobody_elses() throws IOException {
        assertThat(add()).isZero();
        int taken = Integer.parseInt(
                Files.readString(folder.resolve("feeds/his.yml")).replaceAll("(?s).*port: (\\d+).*", "$1"));
        folder = root.resolve("renji");
        put("hospital.yml", "id: renji\nname: {zh: 仁济, en: Renji}\n");
        put("feeds/one.yml", "hospital: renji\nlike: hl7-v2\nport: " + taken + "\n");
        put("feeds/three.yml", "hospital: renji\nlike: hl7-v2\nport: 80\n");
        put("feeds/four.yml", "hospital: renji\nlike: hl7-v2\nport: \"" + Ports.free() + "\"\n");

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said())
                .contains(
                        "feeds/one.yml, line 3, column 7: " + taken
                                + " is the port of anhe/feeds/his.yml; the next free one is ",
                        "feeds/three.yml, line 3, column 7: 80 is none of the ports for feeds, 1024 to 65535",
                        "feeds/four.yml, line 3, column 7: write it as port: ");
    }

    @Test
    void paths_do_not_lead_out_of_the_folder() throws IOException {
        Files.writeString(root.resolve("key.pem"), "x");
        put(
                "feeds/tls.yml",
                "hospital: anhe\nlike: hl7-v2\nport: " + Ports.free()
                        + "\ntls: {certificate: ../../key.pem, key: ../../key.pem}\n");
        put("feeds/inbox.yml", "hospital: anhe\nlike: csv\nfolder: ../../../inbox\n");

        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("a path with .. leads out of the hospital's folder"));
    }

    @Test
    void the_hospitals_are_listed_with_their_doors() {
        assertThat(add()).isZero();
        services.breaks("anhe/his", "the port is taken");
        assertThat(run("list")).isZero();
        assertThat(said()).contains("anhe  安和示范医院  Anhe Model Hospital  2 departments\n  anhe/his  hl7-v2  port ");
        assertThat(said()).contains("the port is taken");
        services.mends();
        assertThat(run("list")).isZero();
        assertThat(said()).contains("open, 3 answered, 1 refused wait, last never");
    }

    @Test
    void a_feed_that_has_no_port_is_listed_without_one() throws IOException {
        assertThat(add()).isZero();
        Files.writeString(hospitals.resolve("anhe/feeds/files.yml"), "hospital: anhe\nlike: csv\n");
        assertThat(run("list")).isZero();
        assertThat(said()).containsPattern("anhe/files  \\S+  port -  open");
    }

    @Test
    void the_range_of_ports_is_written_as_one() {
        assertThat(ScriptCommand.run(
                        new HospitalCommand(System.out, root.resolve("endpoints.json"), SHORT),
                        "check",
                        folder.toString(),
                        "--ports",
                        "2575"))
                .isEqualTo(2);
        assertThat(complained()).contains("--ports is a range as 2575-2599");
    }
}
