package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotificationControllerTest extends RunningNotifications {

    @ParameterizedTest
    @CsvSource({"staff", "supervisor"})
    void the_hospitals_people_see_states_and_nothing_else(String role) {
        Case one = told();
        assertThat(get(one.request, HOSPITAL, role).is(200).body())
                .contains("\"kind\":\"REQUEST_REDIRECTED\"", "\"state\":\"SENT\"", "\"providerCalls\":1")
                .doesNotContain(one.patientsPhone, one.patient, "CareContact");
    }

    @ParameterizedTest
    @CsvSource({"staff", "supervisor"})
    void another_hospitals_people_find_nothing(String role) {
        get(told().request, "meiyan", role).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({"patient", "family", "doctor", "operator"})
    void others_may_not_ask(String role) {
        get(told().request, HOSPITAL, role).isProblem(403, "wrong-role");
    }

    @Test
    void what_does_not_exist_is_not_found() {
        get(Case.at(HOSPITAL, pairs).request, HOSPITAL, "staff").isProblem(404, "not-found");
        get("nonsense", HOSPITAL, "staff").isProblem(404, "not-found");
    }

    @Test
    void a_token_for_another_service_or_by_a_stranger_or_none_is_no_token() {
        String path = "/notifications/" + Case.at(HOSPITAL, pairs).request;
        TestTokens.Builder stranger = SERVICE.token("staff", HOSPITAL, "S01").signedByAStranger();
        TestTokens.Builder elsewhere = SERVICE.token("staff", HOSPITAL, "S01").audience("request-service");
        SERVICE.get(elsewhere.build(), path).isProblem(401, "no-valid-token");
        SERVICE.get(stranger.build(), path).isProblem(401, "no-valid-token");
        SERVICE.get("", path).isProblem(401, "no-valid-token");
    }

    @Test
    void the_api_is_described_without_the_caller_and_the_token() {
        assertThat(SERVICE.get("", "/v3/api-docs").is(200).body())
                .contains("/notifications/{request}")
                .doesNotContain("\"name\":\"caller\"", "\"name\":\"token\"", "Caller");
    }

    @Test
    void the_service_is_ready_and_shows_its_metrics() {
        SERVICE.health("readiness").is(200);
        assertThat(SERVICE.metrics())
                .contains("carecontact_provider_calls_repeated_total", "carecontact_dispatch_under_way");
    }

    private Case told() {
        Case one = Case.at(HOSPITAL, pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        return one;
    }

    private static Answer get(String request, String hospital, String role) {
        return SERVICE.get(SERVICE.token(role, hospital, "X01").build(), "/notifications/" + request);
    }
}
