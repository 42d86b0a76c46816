package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

final class NotificationControllerTest extends ServiceTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    ApplicationContext context;

    @ParameterizedTest
    @CsvSource({"staff", "supervisor"})
    void the_hospitals_people_see_states_and_nothing_else(String role) throws Exception {
        Case one = told();
        HttpResponse<String> answer = get("/notifications/" + one.request, token("tongren", role));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"kind\":\"REQUEST_REDIRECTED\"", "\"state\":\"SENT\"", "\"providerCalls\":1")
                .doesNotContain(one.patientsPhone, one.patient, "CareContact");
    }

    @ParameterizedTest
    @CsvSource({"staff", "supervisor"})
    void another_hospitals_people_find_nothing(String role) throws Exception {
        Case one = told();
        assertThat(get("/notifications/" + one.request, token("meiyan", role)).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"patient", "family", "doctor", "service", "operator"})
    void others_may_not_ask(String role) throws Exception {
        Case one = told();
        assertThat(get("/notifications/" + one.request, token("tongren", role)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_does_not_exist_is_not_found() throws Exception {
        Case one = Case.at("tongren", pairs);
        assertThat(get("/notifications/" + one.request, token("tongren", "staff"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/notifications/nonsense", token("tongren", "staff")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_token_for_another_service_or_by_a_stranger_or_none_is_no_token() throws Exception {
        Case one = Case.at("tongren", pairs);
        String path = "/notifications/" + one.request;
        TestTokens.Builder good =
                TestTokens.shared().token().hospital("tongren").person("S01").role("staff");
        assertThat(get(path, good.audience("request-service").build()).statusCode())
                .isEqualTo(401);
        assertThat(get(
                                path,
                                good.audience("notification-service")
                                        .signedByAStranger()
                                        .build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(path, "").statusCode()).isEqualTo(401);
    }

    @Test
    void the_api_is_described_without_the_caller_and_the_token() throws Exception {
        String description = get("/v3/api-docs", "").body();

        assertThat(description)
                .contains("/notifications/{request}")
                .doesNotContain("\"name\":\"caller\"", "\"name\":\"token\"", "Caller");
    }

    @Test
    void the_service_is_ready_and_shows_its_metrics() {
        RunningService service = RunningService.in(context, "notification-service");

        service.health("readiness").is(200);
        assertThat(service.metrics())
                .contains("carecontact_provider_calls_repeated_total", "carecontact_dispatch_under_way");
    }

    private Case told() {
        Case one = Case.at("tongren", pairs);
        known(one);
        awaitRecipient("tongren:PATIENT:" + one.patient);
        request(one, one.redirected());
        awaitTold(one, "REQUEST_REDIRECTED/PATIENT=SENT");
        return one;
    }

    private static String token(String hospital, String role) {
        return TestTokens.shared()
                .token()
                .hospital(hospital)
                .person("X01")
                .role(role)
                .audience("notification-service")
                .build();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
