package org.carecontact.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectReaderTest {

    private static final Path FOLDER = Path.of("/hospitals/tongren/feeds");

    private static FeedFile feed(String text) {
        return DialectReader.feed("his", "tongren/feeds/his.yml", text, FOLDER);
    }

    private static Dialect like(String shipped) {
        return feed("hospital: tongren\nlike: " + shipped + "\nport: 2575\n").dialect();
    }

    @Test
    void the_shipped_dialects_are_read() {
        assertThat(like("hl7-v2")).isEqualTo(Dialect.tolerant(Door.HL7_V2));
        assertThat(like("chinese-his").charset()).hasToString("GB18030");
        assertThat(like("chinese-his").classes())
                .containsEntry("住院", EncounterClass.IMP)
                .containsEntry("O", EncounterClass.AMB);
    }

    @Test
    void what_a_feed_says_itself_counts_before_what_it_is_like() {
        FeedFile feed = feed("hospital: tongren\nlike: chinese-his\nport: 2580\ncharset: UTF-8\n");
        assertThat(feed.dialect().charset()).hasToString("UTF-8");
        assertThat(feed.dialect().processing()).containsExactlyInAnyOrder("P", "D");
        assertThat(feed.port()).isEqualTo(2580);
        assertThat(feed.id()).isEqualTo("tongren/his");
    }

    @Test
    void the_hospitals_list_of_departments_stands_beside_its_feeds(@TempDir Path hospital) throws IOException {
        Path feeds = hospital.resolve("feeds");
        Path list = hospital.resolve("departments.yml");
        String text = "hospital: tongren\nlike: hl7-v2\nport: 2575\ndepartments: { a: b }\n";
        assertThat(DialectReader.feed("his", "his.yml", text, feeds).dialect().listed())
                .isEmpty();
        Files.writeString(list, "- {code: c, name: {zh: 科, en: C}}\n");
        Dialect dialect = DialectReader.feed("his", "his.yml", text, feeds).dialect();
        assertThat(List.of("a", "b", "c")).allMatch(dialect::isDepartment);
        assertThat(dialect.isDepartment("d")).isFalse();
        assertThat(dialect.isDepartment(List.of("d", "a"))).isTrue();
        assertThat(dialect.isDepartment(List.of("d", "c"))).isFalse();
        Files.writeString(list, "- {code: c\n");
        assertThat(DialectReader.feed("his", "his.yml", text, feeds).dialect().listed())
                .as("a mistake lists nothing")
                .isEmpty();
    }

    @Test
    void a_topic_is_the_hospitals_own_and_none_that_services_trust() {
        assertThat(feed("hospital: tongren\nlike: kafka\n").topic()).isEqualTo("hospital.tongren.inbound");
        assertThat(feed("hospital: tongren\nlike: kafka\ntopic: hospital.tongren.his\n")
                        .topic())
                .isEqualTo("hospital.tongren.his");
        for (String topic : List.of(
                "hospital.meiyan.inbound",
                "hospital.tongren.encounters",
                "hospital.tongren.doctors",
                "hospital.tongren.schedules",
                "hospital.tongren.patients",
                "carecontact.requests",
                "hospital.tongren.a.b")) {
            assertThatThrownBy(() -> feed("hospital: tongren\nlike: kafka\ntopic: " + topic + "\n"))
                    .as(topic)
                    .isInstanceOf(DialectRefused.class)
                    .hasMessageContaining("line 3, column 8")
                    .hasMessageContaining("is not of the form hospital.tongren.inbound");
        }
        assertThatThrownBy(() -> feed("hospital: tongren\nlike: hl7-v2\nport: 2575\ntopic: hospital.tongren.his\n"))
                .hasMessageContaining("unknown key 'topic'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "zone: Beijing;line 4, column 7: `Beijing` is not a time zone as Asia/Shanghai",
                "charset: KOI9;line 4, column 10: `KOI9` is not a character set as UTF-8 or GB18030",
                "clases: {I: IMP};line 4, column 1: unknown key `clases`; did you mean `classes`? Known here",
                "classes: {I: INPATIENT};line 4, column 14: `INPATIENT` is none of AMB, EMER, IMP, VR",
                "versions: [2.4, v3];line 4, column 17: `v3` is not of the form 2.5.1, or any",
                "not-used: 5;line 4, column 11: `5` is not of the form A05",
                "finished-by: a03;line 4, column 14: `a03` is not of the form A03, or ORU^R01",
                "finished-after: soon;line 4, column 17: `soon` is none of never, session, or a duration as PT4H",
                "without-store: wait;line 4, column 16: `wait` is none of answer-ae, close",
                "secrets: abc;line 4, column 10: `abc` is not of the form the SHA-256 of a secret, in hex",
                "tls: {certificate: none.pem, key: none.pem};line 4, column 20: no file `none.pem` that can be read",
                "columns: {a: visit};line 4, column 1: unknown key `columns`, known here",
                "port: 2576;line 4, column 1: `port` is given twice"
            })
    void a_mistake_is_named_with_its_place_and_what_would_be_right(String line, String problem) {
        assertThatThrownBy(() -> feed("hospital: tongren\nlike: hl7-v2\nport: 2575\n" + line + "\n"))
                .isInstanceOf(DialectRefused.class)
                .hasMessageContaining("tongren/feeds/his.yml, " + problem.replace('`', '\''));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hospital: tongren|port: 2575;`door` is missing",
                "hospital: tongren|liek: hl7-v2|port: 2575;line 2, column 1: unknown key `liek`; did you mean `like`?",
                "hospital: tongren|door: hl7-v2;`port` is missing",
                "door: hl7-v2|port: 2575;`hospital` is missing",
                "hospital: T|door: hl7-v2|port: 2575;`T` is not of the form tongren",
                "hospital: tongren|like: mine|port: 2575;no dialect is called `mine`; there are hl7-v2",
                "hospital: tongren|like: ../x|port: 2575;no dialect is called `../x`",
                "hospital: tongren|like: hl7-v2|door: fhir|port: 2575;what it is like has the door hl7-v2",
                "hospital: tongren|like: hl7-v2|port: 70000;expected a number from 1 to 65535",
                "hospital: tongren|door: csv|port: 1;`folder` is missing"
            })
    void what_a_feed_needs_is_named(String lines, String problem) {
        assertThatThrownBy(() -> feed(lines.replace('|', '\n') + "\n"))
                .isInstanceOf(DialectRefused.class)
                .hasMessageContaining(problem.replace('`', '\''));
    }
}
