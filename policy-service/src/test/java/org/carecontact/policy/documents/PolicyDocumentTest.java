package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.carecontact.policy.rules.domain.Effect;
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
        from: 2026-01-01
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
            title: {zh: 家属, en: Family}
            principle: BOUNDARY
            when: requester == 'FAMILY'
            deny: {alternatives: [FRONT_DESK]}
            wording: {zh: 不, en: "No"}
        examples:
          - name: family asks
            given: {requester: FAMILY}
            expect: {outcome: DENY, because: [no-requests-by-family]}
        """;

    @Test
    void a_good_document_is_read() {
        PolicyDocument document = DocumentParser.parse("north.yaml", GOOD);
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

    /** What is wrong with the good document, and the golden message, which a compliance officer can act on. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "version: 3",
                        "version: 3\nvresion: 4",
                        "north.yaml, line 4, column 1: unknown key 'vresion'; did you mean 'version'? Known here: layer, name, appliesTo,"
                                + " version, from, title, source, hospital, rules, usually, examples"),
                mistake(
                        "version: 3",
                        "version: three",
                        "north.yaml, line 3, column 10: expected a number from 1 to 2147483647"),
                mistake("version: 3\n", "", "north.yaml, line 1, column 1: 'version' is missing"),
                mistake(
                        "layer: hospital",
                        "layer: county",
                        "north.yaml, line 1, column 8: 'county' is none of department, doctor, hospital, institution,"
                                + " national"),
                mistake(
                        "from: 2026-01-01",
                        "from: tomorrow",
                        "north.yaml, line 4, column 7: 'tomorrow' is not a day as 2026-11-01"),
                mistake(
                        "requester == 'FAMILY'",
                        "requestor == 'FAMILY'",
                        "north.yaml, line 22, column 11: unknown fact 'requestor'; did you mean 'requester'? Known"
                                + " facts: ageBand, atCapacity, authority, department, departmentOffersContact, doctor, doctorAbsent,"
                                + " inProgress, institutionType, lastEncounter, optIn, ownership, purpose, purposeWelcome,"
                                + " relation, requester, requestsIn90Days, scene, sceneWelcome, surgeryDay,"
                                + " trustAdherence, trustConduct, trustRestraint, wish"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester == 'UNCLE'",
                        "north.yaml, line 22, column 24: 'UNCLE' is no value of requester, which is one of FAMILY,"
                                + " PATIENT"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester = 'FAMILY'",
                        "north.yaml, line 22, column 21: not a condition: equality is written ==, as scene =="
                                + " 'INPATIENT'"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester == 1",
                        "north.yaml, line 22, column 21: wrong types: '==' does not go with text and number; texts"
                                + " stand in quotation marks, numbers and true or false do not"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester in ['FAMILY', 1]",
                        "north.yaml, line 22, column 35: wrong types: requester is never 1"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester",
                        "north.yaml, line 22, column 11: a condition is true or false, this is a text; compare it, as"
                                + " with =="),
                mistake(
                        "requester == 'FAMILY'",
                        "requester == 'FAMILY' &&",
                        "north.yaml, line 22, column 35: not a condition; write it as scene == 'INPATIENT' && purpose"
                                + " in ['CHRONIC_CARE', 'FOLLOW_UP_VISIT']"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester == relation",
                        "north.yaml, line 22, column 21: a fact is compared with values, not with another expression"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester.size() > 3",
                        "north.yaml, line 22, column 28: a comparison has a fact on its left and values on its right"),
                mistake(
                        "requester == 'FAMILY'",
                        "['FAMILY'].exists(one, one == requester)",
                        "north.yaml, line 22: not YAML: expected <block end>, but found '<scalar>'; a condition that"
                                + " begins with ! or [ stands in quotation marks"),
                mistake(
                        "requester == 'FAMILY'",
                        "requester == 'FAMILY' && requester == 'PATIENT'",
                        "north.yaml, line 19, column 5: the rule 'no-requests-by-family' can never apply; no facts"
                                + " make its condition true\n"
                                + "north.yaml, line 26, column 5: the example 'family asks' fails: expected DENY, but the"
                                + " rules say PERMIT because of granted-NECESSITY, granted-SAFETY, doctor-rules,"
                                + " granted-BOUNDARY"),
                mistake(
                        "requester == 'FAMILY'",
                        "requestsIn90Days > 3 && requestsIn90Days < 2",
                        "north.yaml, line 19, column 5: the rule 'no-requests-by-family' can never apply; no facts"
                                + " make its condition true\n"
                                + "north.yaml, line 26, column 5: the example 'family asks' fails: expected the reasons"
                                + " [no-requests-by-family], but they are [granted-NECESSITY, granted-SAFETY,"
                                + " requests-in-90-days-unknown]"),
                mistake(
                        "requester == 'FAMILY'",
                        "(((((((((((((((((((((((((((((requester == 'FAMILY')))))))))))))))))))))))))))))",
                        "north.yaml, line 22, column 11: the condition is nested more than 24 deep; split the rule"),
                mistake(
                        "requester == 'FAMILY'",
                        "requestsIn90Days in"
                                + " [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,102,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120]",
                        "north.yaml, line 22, column 11: the condition takes 122 steps, at most 120 are allowed; split"
                                + " the rule or compare with 'in'"),
                mistake(
                        "requester == 'FAMILY'",
                        "trustConduct == 'POOR' && requester in ['FAMILY', 'PATIENT']",
                        "north.yaml, line 19, column 5: the rule 'no-requests-by-family' denies by trust signals"
                                + " alone; they may only advise (add a ground besides them)\n"
                                + "north.yaml, line 26, column 5: the example 'family asks' fails: expected the reasons"
                                + " [no-requests-by-family], but they are [granted-NECESSITY, granted-SAFETY,"
                                + " trust-conduct-unknown]"),
                mistake(
                        "when: requester",
                        "wen: requester",
                        "north.yaml, line 22, column 5: unknown key 'wen'; did you mean 'when'? Known here: id, title, principle, source,"
                                + " when, deny, defer, permit, require, wording"),
                mistake(
                        "alternatives: [FRONT_DESK]",
                        "alternatives: [PIGEON]",
                        "north.yaml, line 23, column 27: 'PIGEON' is none of CLINIC_PHONE, FOLLOW_UP_SYSTEM,"
                                + " FRONT_DESK, HOSPITAL_APP, OFFICIAL_ACCOUNT, WECOM"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "deny: {}",
                        "north.yaml, line 23, column 11: a deny always offers something: give alternatives, as"
                                + " [CLINIC_PHONE, FRONT_DESK]"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "deny: {alternatives: []}",
                        "north.yaml, line 23, column 26: the list is empty"),
                mistake(
                        "    deny: {alternatives: [FRONT_DESK]}\n",
                        "",
                        "north.yaml, line 19, column 5: a rule has exactly one effect: deny, defer, permit or require"),
                mistake(
                        "    deny: {alternatives",
                        "    permit: {contactDays: 9}\n    deny: {alternatives",
                        "north.yaml, line 19, column 5: a rule has exactly one effect: deny, defer, permit or require"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "permit: {contactDays: 0}",
                        "north.yaml, line 23, column 27: expected a number from 1 to 366"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "permit: {hours: {from: \"18:00\", to: \"08:00\", days: [1]}}",
                        "north.yaml, line 23, column 21: hours end before they begin: 18:00 to 08:00"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "require: {}",
                        "north.yaml, line 23, column 14: requires nothing: give papers, a signer or both"),
                mistake(
                        "deny: {alternatives: [FRONT_DESK]}",
                        "defer: {until: CHRISTMAS}",
                        "north.yaml, line 23, column 20: 'CHRISTMAS' is none of DOCTOR_AVAILABLE, ENCOUNTER_FINISHED, SURGERY_DAY_OVER"),
                mistake(
                        "principle: BOUNDARY",
                        "principle: HABIT",
                        "north.yaml, line 21, column 16: 'HABIT' is none of BOUNDARY, NECESSITY, SAFETY"),
                mistake(
                        "id: no-requests-by-family",
                        "id: No Requests",
                        "north.yaml, line 19, column 9: 'No Requests' is not a code as no-encounter: small letters,"
                                + " digits, hyphens"),
                mistake("en: \"No\"}", "en: \"\"}", "north.yaml, line 24, column 26: expected a text"),
                mistake(
                        "FRONT_DESK: \"tel:1\"",
                        "FRONT_DESK: ask around",
                        "north.yaml, line 15, column 17: an alternative must work for people: a link with https: or a"
                                + " number with tel:"),
                mistake(
                        "FRONT_DESK: \"tel:1\"",
                        "WECOM: \"https://a\"",
                        "north.yaml, line 8, column 3: a refusal must always have somewhere to send people: give"
                                + " FRONT_DESK or CLINIC_PHONE"),
                mistake(
                        "FRONT_DESK: \"tel:1\"",
                        "DESK: \"tel:1\"",
                        "north.yaml, line 15, column 5: unknown kind of alternative 'DESK', known: [WECOM,"
                                + " HOSPITAL_APP, FOLLOW_UP_SYSTEM, OFFICIAL_ACCOUNT, CLINIC_PHONE, FRONT_DESK]"),
                mistake(
                        "zone: Asia/Shanghai",
                        "zone: Asia/Atlantis",
                        "north.yaml, line 12, column 9: 'Asia/Atlantis' is not a time zone as Asia/Shanghai"),
                mistake(
                        "ownHoursNeeded: true",
                        "ownHoursNeeded: yes",
                        "north.yaml, line 13, column 19: expected true or false"),
                mistake(
                        "type: PUBLIC_TERTIARY",
                        "type: VILLAGE",
                        "north.yaml, line 10, column 9: 'VILLAGE' is none of INTERNET, PRIVATE_SPECIALTY,"
                                + " PUBLIC_TERTIARY"),
                mistake(
                        "id: north",
                        "id: NORTH!",
                        "north.yaml, line 8, column 7: 'NORTH!' is not the id of a hospital"),
                mistake(
                        "rules:",
                        "appliesTo: north\nrules:",
                        "north.yaml, line 18, column 12: 'appliesTo' has no meaning in this layer"),
                mistake(
                        "layer: hospital",
                        "layer: national",
                        "north.yaml, line 8, column 3: only a document of the layer 'hospital' describes one"),
                mistake(
                        "version: 3",
                        "version: 3\nversion: 4",
                        "north.yaml, line 4, column 1: 'version' is given twice"),
                mistake(
                        "source: house rules",
                        "source: [house",
                        "north.yaml, line 7: not YAML: expected ',' or ']', but got :; a condition that begins with !"
                                + " or [ stands in quotation marks"),
                mistake(
                        "outcome: DENY",
                        "outcome: PERMIT",
                        "north.yaml, line 26, column 5: the example 'family asks' fails: expected PERMIT, but the"
                                + " rules say DENY because of no-requests-by-family"),
                mistake(
                        "because: [no-requests-by-family]",
                        "because: [house-rule]",
                        "north.yaml, line 26, column 5: the example 'family asks' fails: expected the reasons"
                                + " [house-rule], but they are [granted-NECESSITY, granted-SAFETY,"
                                + " no-requests-by-family]"),
                mistake(
                        "outcome: DENY",
                        "outcome: DENY, alternatives: [WECOM]",
                        "north.yaml, line 26, column 5: the example 'family asks' fails: alternatives: expected"
                                + " [WECOM], but the rules say [FRONT_DESK]"),
                mistake(
                        "given: {requester: FAMILY}",
                        "given: {requestr: FAMILY}",
                        "north.yaml, line 27, column 13: unknown fact 'requestr'; did you mean 'requester'? Known"
                                + " facts: ageBand, atCapacity, authority, department, departmentOffersContact, doctor, doctorAbsent,"
                                + " inProgress, institutionType, lastEncounter, optIn, ownership, purpose, purposeWelcome,"
                                + " relation, requester, requestsIn90Days, scene, sceneWelcome, surgeryDay,"
                                + " trustAdherence, trustConduct, trustRestraint, wish"),
                mistake(
                        "examples:",
                        "usually: {scene: EVERYWHERE}\nexamples:",
                        "north.yaml, line 25, column 18: 'EVERYWHERE' is none of INPATIENT, NONE, ONLINE, OUTPATIENT"),
                mistake(
                        "rules:\n",
                        "rules:\n"
                                + "  - id: family-on-weekdays\n"
                                + "    title: {zh: 家属, en: Family}\n"
                                + "    principle: BOUNDARY\n"
                                + "    when: requester == 'FAMILY' && optIn\n"
                                + "    permit: {contactDays: 9}\n"
                                + "    wording: {zh: 可, en: Yes}\n",
                        "north.yaml, line 19, column 5: the rule 'family-on-weekdays' permits only what"
                                + " 'no-requests-by-family' denies; change one of the two"));
    }

    private static Arguments mistake(String good, String bad, String message) {
        return Arguments.of(good, bad, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_refused_where_it_stands(String good, String bad, String message) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> DocumentParser.parse("north.yaml", GOOD.replace(good, bad)))
                .isInstanceOf(PolicyRefused.class)
                .hasMessage(message);
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
        assertRefused(directory, "north-again.yaml, line 1: the document is empty");

        assertRefused(directory.resolve("missing"), "is no directory");
    }

    private static void assertRefused(Path directory, String message) {
        assertThatThrownBy(() -> PolicyDocuments.read(directory))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageContaining(message);
    }
}
