package org.carecontact.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.editions.Library;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.SampleEvents;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** P6: versions of policies are published by one person, put into force by another, and taken back. */
class EditionsTest extends RunningPolicy {

    private static final Library LIBRARY = SERVICE.bean(Library.class);

    @Test
    void a_scheduled_version_is_withdrawn_by_another_person_and_an_urgent_one_precedes_it() throws IOException {
        String one = SERVICE.supervisor("meiyan", "V1");
        String other = SERVICE.supervisor("meiyan", "V2");
        String path = "/policies/hospital-meiyan/versions/";
        publish(one, policy("meiyan", 50).replaceFirst("from: .*\n", "from: 2099-03-01\n"))
                .is(201);
        publish(one, policy("meiyan", 51)).is(201);
        SERVICE.post(other, path + "50/activation", "{}").is(200);

        SERVICE.post(other, path + "51/activation", "{}").is(200);
        assertThat(SERVICE.post(other, path + "50/withdrawal", "{}").body())
                .contains("needs-another-person-to-withdraw");
        Answer withdrawn = SERVICE.post(one, path + "50/withdrawal", "{}").is(200);
        assertThat(withdrawn.json().toString())
                .contains("\"version\":50,\"publishedBy\":\"V1\"")
                .contains("\"withdrawnFrom\":[\"2099-02-28T16:00:00Z\"]");
        Answer again = SERVICE.post(one, path + "50/withdrawal", "{}").is(409);
        assertThat(again.body()).contains("nothing-scheduled", "\"zh\"");
        SERVICE.post(one, "/policies/hospital-meiyan/rollback", "{}").is(200);
    }

    @Test
    void staff_read_the_layers_that_hold_at_their_hospital() {
        JsonNode policies =
                SERVICE.get(SERVICE.staff("meiyan", "S1"), "/policies").json();
        List<String> names = policies.path("items")
                .valueStream()
                .map(layer -> layer.path("name").stringValue())
                .toList();
        assertThat(names)
                .containsExactly(
                        "national",
                        "institution-private-specialty",
                        "hospital-meiyan",
                        "department-plastic-surgery",
                        "doctor-defaults");
        assertThat(policies.at("/items/0/rules/2/when").stringValue()).isEqualTo("lastEncounter == 'NONE'");
        SERVICE.get(SERVICE.patient(HOSPITAL, "P1"), "/policies").is(403);
    }

    @Test
    void a_hospital_that_publishes_its_first_document_has_rules_from_then_on() throws IOException {
        publish(SERVICE.supervisor("xiehe", "V1"), policy(HOSPITAL, 2).replace(HOSPITAL, "xiehe"))
                .is(201);
        assertThat(LIBRARY.now().hospital("xiehe")).isNull();

        SERVICE.post(SERVICE.supervisor("xiehe", "V2"), "/policies/hospital-xiehe/versions/2/activation", "{}")
                .is(200);

        assertThat(LIBRARY.now().hospital("xiehe")).isNotNull();
        assertThat(LIBRARY.hospitals()).contains("xiehe", HOSPITAL);
    }

    @Test
    void a_version_holds_when_a_second_person_activates_it_and_can_be_rolled_back() throws IOException {
        String text = policy(HOSPITAL, 3).replace("contactDays: 60", "contactDays: 21");
        String one = SERVICE.supervisor(HOSPITAL, "V1");
        SampleEvents before = givenDecided();
        Answer asDecided = SERVICE.get(one, path(before));

        publish(one, text).is(201);
        publish(one, text).is(201);
        assertThat(publish(one, text.replace("21", "22")).is(409).body()).contains("version-taken");
        assertThat(decided(givenDecided()).getContactDays()).isEqualTo(60);

        String activation = "/policies/hospital-tongren/versions/3/activation";
        SERVICE.post(one, activation, "{}").is(403);
        SERVICE.post(SERVICE.supervisor("meiyan", "V3"), activation, "{}").is(404);
        SERVICE.post(SERVICE.supervisor(HOSPITAL, "V2"), activation, "{}").is(200);
        try {
            SampleEvents after = givenDecided();
            assertThat(decided(after).getContactDays()).isEqualTo(21);
            assertThat(decided(after).getPolicies()).contains("hospital-tongren@3");

            Answer again = SERVICE.post(one, path(before) + "/replay", "{}").is(200);
            assertThat(again.body()).isEqualTo(asDecided.body());
        } finally {
            SERVICE.post(one, "/policies/hospital-tongren/rollback", "{}").is(200);
        }
        assertThat(decided(givenDecided()).getContactDays()).isEqualTo(60);
        assertThat(SERVICE.get(one, "/policies/hospital-tongren/versions").body())
                .contains("\"version\":3")
                .contains("\"publishedBy\":\"V1\"");
    }

    private static Answer publish(String token, String text) {
        return SERVICE.post(token, "/policies", Map.of("text", text));
    }
}
