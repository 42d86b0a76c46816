package org.carecontact.gateway.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A call that is refused is kept, without the numbers of citizens, and replayed when it can be taken. */
class RefusedCallsTest extends WholeSoapGateway {

    private String staff = "";
    private String visit = "";
    private String patient = "";
    private String other = "";

    @BeforeEach
    void two_patients() {
        staff = service.staff(HOSPITAL, "S1");
        visit = SampleV3.fresh("SV");
        patient = SampleV3.fresh("SP");
        other = SampleV3.fresh("SP");
    }

    private JsonNode kept(SampleV3 message) {
        for (JsonNode one :
                service.get(staff, "/refused?limit=100").is(200).json().path("items")) {
            if (one.path("messageId").asString().equals(message.messageId())) {
                return one;
            }
        }
        throw new AssertionError("not kept");
    }

    private Answer replay(JsonNode kept) {
        return service.post(staff, "/refused/" + kept.path("id").asString() + "/replay", Map.of());
    }

    @Test
    void a_call_about_a_visit_of_another_patient_is_taken_once_the_two_are_one() {
        SoapClient client = client("bus");
        assertThat(client.call("OutPatientInfoAdd", SampleV3.of("encounter").of(patient, visit))
                        .code())
                .isEqualTo("AA");
        SampleV3 message =
                SampleV3.of("encounter").of(other, visit).at("20261123083000").set("status", "completed");
        assertThat(client.call("OutPatientInfoUpdate", message).code()).isEqualTo("AE");
        JsonNode kept = kept(message);
        assertThat(kept.path("door").asString()).isEqualTo("wst-846");
        assertThat(kept.path("place").asString()).isEqualTo("patient/id");
        assertThat(service.get(staff, "/refused/" + kept.path("id").asString() + "?content=true")
                        .is(200)
                        .body())
                .contains(other)
                .doesNotContain(SampleV3.CITIZEN);
        assertThat(replay(kept).is(200).json().path("stoppedBy").isObject()).isTrue();
        assertThat(client.call(
                                "PatientInfoMerge",
                                SampleV3.of("merge").set("patient", patient).set("prior", other))
                        .code())
                .isEqualTo("AA");
        assertThat(replay(kept).is(200).json().path("stoppedBy").isObject()).isFalse();
        assertThat(state(visit)).isInstanceOf(Encounter.Finished.class);
        assertThat(client.call("OutPatientInfoUpdate", message).code())
                .as("the same message again, with its citizen's number")
                .isEqualTo("AA");
    }

    @Test
    void a_call_without_a_patient_is_refused_again() {
        SampleV3 message = SampleV3.of("encounter").of(patient, visit).set("patient", "");
        assertThat(client("bus").call("OutPatientInfoAdd", message).code()).isEqualTo("AE");
        JsonNode stopped = replay(kept(message)).is(200).json().path("stoppedBy");
        assertThat(stopped.path("why").asString()).isEqualTo("AE patient/id");
    }
}
