package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.Test;

/** What is wrong with a document is said where it is, before anybody publishes it. */
class CheckTest extends RunningPolicy {

    @Test
    void a_document_that_is_none_is_refused_with_its_line_and_never_with_a_500() throws IOException {
        List<String> texts = List.of(
                "a: &x [1]\nb: *x\n",
                "a: &x {b: 1}\n<<: *x\n",
                "a: &x [*x]\n",
                "[".repeat(60),
                "a: b\nc: \u0007",
                "\u0000",
                "\ufffe",
                "layer: hospital\nname: [");
        for (String text : texts) {
            Answer checked = check(text);
            // A character that JSON should not carry may be refused by the door already.
            assertThat(checked.status()).as(text).isIn(200, 400);
            if (checked.status() == 200) {
                assertThat(checked.json().path("good").booleanValue()).isFalse();
                assertThat(checked.json().at("/problems/0").stringValue())
                        .as(text)
                        .startsWith("document, line ");
            }
            assertThat(publish(text).status()).as(text).isIn(422, 400);
            assertThat(whatIf(Map.of("texts", List.of(text))).status()).as(text).isIn(422, 400);
        }
        whatIf("{\"texts\":[null]}").is(422);
        assertThat(SERVICE.post(SERVICE.supervisor(HOSPITAL, "V1"), "/policies/check", "{\"text\":\"a: \\ud800\"}")
                        .status())
                .isIn(200, 400);
        whatIf("{\"since\":\"-1000000000-01-01T00:00:00Z\"}").is(400);
        String far = policy(HOSPITAL, 99).replaceFirst("from: .*\n", "from: +999999999-12-31\n");
        assertThat(check(far).body()).contains("is not a day from 2000-01-01");
        publish(far).is(422);
    }

    @Test
    void a_hospital_may_use_its_own_codes_of_departments() throws IOException {
        String text = policy(HOSPITAL, 99).replace("code: cardiology", "code: CARD.1_心内 A");

        assertThat(check(text).body()).isEqualTo("{\"good\":true,\"problems\":[]}");
    }

    @Test
    void nobody_whose_hospital_is_a_star_writes_what_holds_for_all() {
        String national =
                PolicyDocuments.text("policies/national.yaml").replaceFirst("version: \\d+\n", "version: 77\n");
        for (String path : List.of("/policies", "/policies/check")) {
            assertThat(SERVICE.post(SERVICE.supervisor("*", "V1"), path, Map.of("text", national))
                            .status())
                    .isIn(401, 403);
        }
    }

    @Test
    void nobody_publishes_for_another_hospital_and_what_fails_its_checks_is_said_with_its_place() throws IOException {
        String text = policy(HOSPITAL, 9);

        Answer foreign = SERVICE.post(SERVICE.supervisor("meiyan", "V1"), "/policies", Map.of("text", text))
                .is(422);
        assertThat(foreign.text("detail"))
                .contains("a supervisor of meiyan writes the document of the layer 'hospital' that describes meiyan");
        SERVICE.post(SERVICE.staff(HOSPITAL, "S1"), "/policies", Map.of("text", text))
                .is(403);
        assertThat(check(text.replace("[tongren-terms], contactDays: 60", "[tongren-terms], contactDays: 61"))
                        .body())
                .contains("\"good\":false")
                .contains("contactDays: expected 61, but the rules say 60");
    }

    private static Answer check(String text) {
        return SERVICE.post(SERVICE.supervisor(HOSPITAL, "V1"), "/policies/check", Map.of("text", text));
    }

    private static Answer publish(String text) {
        return SERVICE.post(SERVICE.supervisor(HOSPITAL, "V1"), "/policies", Map.of("text", text));
    }

    private static Answer whatIf(Object body) {
        return SERVICE.post(SERVICE.supervisor(HOSPITAL, "V1"), "/policies/what-if", body);
    }
}
