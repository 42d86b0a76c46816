package org.carecontact.notification;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.carecontact.notification.domain.Outcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Speaks {@code POST /messages}: 202 accepted, 409 or 422 refused for this person. */
final class HttpProvider implements Provider {

    private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,5}");
    private static final int LONGEST_REASON = 40;
    private static final int LONGEST_RECEIPT = 100;

    private final HttpClient http;
    private final URI messages;
    private final Duration timeout;
    private final ObjectMapper json;

    HttpProvider(URI url, Duration timeout, ObjectMapper json) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        this.messages = URI.create(url + "/messages");
        this.timeout = timeout;
        this.json = json;
    }

    @Override
    public Outcome send(Message message) {
        HttpRequest request = HttpRequest.newBuilder(messages)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(message)))
                .build();
        try {
            return outcome(http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
            return new Outcome.Failed("provider-unreachable", true); // nothing was sent
        } catch (IOException e) {
            return new Outcome.Unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown();
        }
    }

    private Outcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        return switch (status) {
            case 200, 201, 202 -> new Outcome.Accepted(text(response.body(), "id", ""));
            case 409, 422 -> new Outcome.Refused(reason(response.body()));
            // These say before any work that nothing was done; another failure of the server says nothing.
            case 400, 413 -> new Outcome.Failed("provider-answered-" + status, false);
            case 401, 403, 404, 429, 503 -> new Outcome.Failed("provider-answered-" + status, true);
            default -> new Outcome.Unknown();
        };
    }

    /** Only what looks like a word: a provider's text may hold the name or the number of the person. */
    private String reason(String body) {
        String reason = text(body, "reason", "");
        return reason.length() <= LONGEST_REASON && WORD.matcher(reason).matches() ? reason : "refused";
    }

    private String text(String body, String field, String otherwise) {
        try {
            JsonNode value = json.readTree(body).path(field);
            String text = value.isString() ? value.stringValue() : otherwise;
            return text.length() > LONGEST_RECEIPT ? otherwise : text;
        } catch (JacksonException e) {
            return otherwise;
        }
    }
}
