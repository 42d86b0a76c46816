package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's answer to one HTTP call. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Makes any call, of a service or of a part. */
    public static Answer to(HttpRequest.Builder call) {
        try {
            HttpResponse<String> response = HTTP.send(call.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body as JSON; a missing node when there is none, or when it is something else. */
    public JsonNode json() {
        try {
            return body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    /** A member's text, empty without one. */
    public String text(String member) {
        return json().path(member).asString("");
    }

    /** A header's first value, empty without one. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The last part of the problem's type, as {@code not-found}; empty when it is no problem. FHIR's form is read too. */
    public String problem() {
        JsonNode issue = json().path("issue").path(0);
        if (text("resourceType").equals("OperationOutcome")) {
            return issue.path("details").path("coding").path(0).path("code").asString("");
        }
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Asserts that the call succeeded with this status. */
    public Answer is(int expected) {
        assertThat(status).as("status, with the body %s", body).isEqualTo(expected);
        return this;
    }

    /** Asserts that a repeated command got the first answer again; a header as Date may differ. */
    public Answer repeats(Answer first) {
        assertThat(List.of(status, body)).isEqualTo(List.of(first.status, first.body));
        return this;
    }

    /** Asserts that the call was refused with this problem, in the form of RFC 9457. */
    public Answer isProblem(int expected, String type) {
        isProblem();
        assertThat(List.of(status, problem())).as(body).containsExactly(expected, type);
        return this;
    }

    /** Asserts that the call was refused, and that the body is a problem of RFC 9457. */
    public Answer isProblem() {
        assertThat(status).as("status, with the body %s", body).isBetween(400, 599);
        assertThat(header("Content-Type")).as(body).startsWith("application/problem+json");
        assertThat(text("type")).as(body).isNotEmpty();
        assertThat(text("title")).as(body).isNotEmpty();
        assertThat(json().path("status").asInt()).as(body).isEqualTo(status);
        return this;
    }
}
