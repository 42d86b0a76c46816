package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.carecontact.policy.domain.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a document is said with its place and with what would be right. */
class PolicyDocumentTest {

    private static final String GOOD = """
            layer: hospital
            name: hospital-north
            version: 3
            title: {zh: 北院, en: North}
            source: house rules
            hospital:
              id: north
              name: {zh: 北院, en: North}
              type: PUBLIC_TERTIARY
              ownership: PUBLIC
              zone: Asia/Shanghai
              ownHoursNeeded: true
              alternatives:
                FRONT_DESK: "tel:1"
              departments:
                - {code: cardiology, name: {zh: 心内科, en: Cardiology}}
            rules:
              - id: no-requests-by-family
                principle: BOUNDARY
                when: {requester: FAMILY}
                deny: {alternatives: [FRONT_DESK]}
                wording: {zh: 不, en: "No"}
            """;

    @Test
    void a_good_document_is_read() {
        PolicyDocument document = PolicyDocument.parse("north.yaml", GOOD);
        assertThat(document.layer().name()).isEqualTo("hospital-north");
        assertThat(document.layer().version()).isEqualTo(3);
        assertThat(document.layer().appliesTo()).isEqualTo("north");
        assertThat(document.hospital()).isNotNull();
        assertThat(document.layer().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("no-requests-by-family");
            assertThat(rule.effect()).isInstanceOf(Effect.Deny.class);
            assertThat(rule.wording().en()).isEqualTo("No");
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("version: 3", "version: 3\nvresion: 4", "line 4, column 10: unknown key 'vresion', known here"),
                mistake("version: 3", "version: three", "line 3, column 10: expected a number"),
                mistake("version: 3\n", "", "'version' is missing"),
                mistake("layer: hospital", "layer: county", "'county' is none of department, hospital, institution"),
                mistake("requester: FAMILY", "requestor: FAMILY", "unknown fact 'requestor', known: institutionType"),
                mistake("requester: FAMILY", "requester: UNCLE", "'UNCLE' is none of FAMILY, PATIENT"),
                mistake("when: {requester: FAMILY}", "wen: {requester: FAMILY}", "unknown key 'wen'"),
                mistake("when: {requester: FAMILY}", "when: {}", "no condition; leave the key out"),
                mistake("alternatives: [FRONT_DESK]", "alternatives: [PIGEON]", "'PIGEON' is none of"),
                mistake("    deny: {alternatives: [FRONT_DESK]}\n", "", "a rule has exactly one effect"),
                mistake(
                        "    deny: {alternatives",
                        "    permit: {contactDays: 9}\n    deny: {alternatives",
                        "a rule has exactly one effect"),
                mistake("deny: {alternatives: [FRONT_DESK]}", "permit: {contactDays: 0}", "a number from 1 to 366"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "permit: {hours: {from: \"18:00\", to: \"08:00\", days: [1]}}",
                        "line 21, column 21: hours end before they begin"),
                mistake("deny: {alternatives: [FRONT_DESK]}", "require: {}", "requires nothing"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "defer: {until: CHRISTMAS}",
                        "none of ENCOUNTER_FINISHED"),
                mistake("principle: BOUNDARY", "principle: HABIT", "'HABIT' is none of BOUNDARY, NECESSITY, SAFETY"),
                mistake("id: no-requests-by-family", "id: No Requests", "is not a code as no-encounter"),
                mistake("en: \"No\"}", "en: \"\"}", "expected a text"),
                mistake("FRONT_DESK: \"tel:1\"", "FRONT_DESK: ask around", "must work for people"),
                mistake("FRONT_DESK: \"tel:1\"", "WECOM: \"https://a\"", "give FRONT_DESK or CLINIC_PHONE"),
                mistake("FRONT_DESK: \"tel:1\"", "DESK: \"tel:1\"", "unknown kind of alternative 'DESK'"),
                mistake("zone: Asia/Shanghai", "zone: Asia/Atlantis", "not a time zone"),
                mistake("ownHoursNeeded: true", "ownHoursNeeded: yes", "expected true or false"),
                mistake("type: PUBLIC_TERTIARY", "type: VILLAGE", "'VILLAGE' is none of"),
                mistake("id: north", "id: NORTH!", "not the id of a hospital"),
                mistake("rules:", "appliesTo: north\nrules:", "'appliesTo' has no meaning in this layer"),
                mistake("layer: hospital", "layer: national", "only a document of the layer 'hospital'"),
                mistake("version: 3", "version: 3\nversion: 4", "'version' is given twice"),
                mistake("source: house rules", "source: [house", "not YAML"));
    }

    private static Arguments mistake(String good, String bad, String message) {
        return Arguments.of(good, bad, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_refused_where_it_stands(String good, String bad, String message) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> PolicyDocument.parse("north.yaml", GOOD.replace(good, bad)))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageStartingWith("north.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void documents_that_do_not_go_together_are_refused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("north.yaml"), GOOD);
        assertThat(PolicyDocuments.read(directory).hospital("north")).isNotNull();

        Files.writeString(directory.resolve("north-again.yaml"), GOOD);
        assertRefused(directory, "two layers apply to north");

        Files.writeString(
                directory.resolve("north-again.yaml"),
                GOOD.replace("north", "south").replace("no-requests-by-family", "no-encounter"));
        assertRefused(directory, "the rule no-encounter stands in national and in hospital-south");

        Files.writeString(
                directory.resolve("north-again.yaml"),
                GOOD.replace("north", "south").replace("{code: cardiology,", "{code: cardiology, profile: magic,"));
        assertRefused(directory, "department cardiology of south names the profile magic");

        Files.writeString(directory.resolve("north-again.yaml"), "");
        assertRefused(directory, "north-again.yaml: the document is empty");

        assertRefused(directory.resolve("missing"), "is no directory");
    }

    private static void assertRefused(Path directory, String message) {
        assertThatThrownBy(() -> PolicyDocuments.read(directory))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining(message);
    }
}
