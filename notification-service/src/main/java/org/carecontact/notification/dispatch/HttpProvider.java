package org.carecontact.notification.dispatch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Speaks {@code POST /messages}: 202 accepted, 409 or 422 refused for this person. */
final class HttpProvider implements Provider {

    private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,5}");
    private static final int LONGEST_REASON = 40;
    private static final int LONGEST_RECEIPT = 100;
    private static final int LONGEST_BODY = 10_000;

    private final ScheduledThreadPoolExecutor limits = limits();
    private final HttpClient http;
    private final URI messages;
    private final Duration timeout;
    private final ObjectMapper json;

    HttpProvider(URI url, Duration timeout, ObjectMapper json) {
        this.http = HttpCalls.client(timeout.dividedBy(2), timeout);
        this.timeout = timeout;
        this.messages = URI.create(url + "/messages");
        this.json = json;
    }

    @Override
    public CallOutcome send(Message message) {
        HttpPost request = new HttpPost(messages);
        request.setEntity(new ByteArrayEntity(json.writeValueAsBytes(message), ContentType.APPLICATION_JSON));
        // The client limits each piece of an answer; the dispatcher needs a limit for the whole call.
        Future<?> limit = limits.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, this::outcome);
        } catch (ConnectException
                | ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | UnknownHostException e) {
            return new CallOutcome.Failed("provider-unreachable", true); // nothing was sent
        } catch (IOException e) {
            return new CallOutcome.Unknown();
        } finally {
            limit.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor limits() {
        ScheduledThreadPoolExecutor limits = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("provider-limits").factory());
        limits.setRemoveOnCancelPolicy(true);
        return limits;
    }

    private CallOutcome outcome(ClassicHttpResponse response) throws IOException, ParseException {
        int status = response.getCode();
        String body = response.getEntity() == null
                ? ""
                : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8, LONGEST_BODY);
        return switch (status) {
            case 200, 201, 202 -> new CallOutcome.Accepted(text(body, "id", ""));
            case 409, 422 -> new CallOutcome.Refused(reason(body));
            // These statuses mean that nothing was done; another failure of the server proves nothing.
            case 400, 413 -> new CallOutcome.Failed("provider-answered-" + status, false);
            case 401, 403, 404, 429, 503 -> new CallOutcome.Failed("provider-answered-" + status, true);
            default -> new CallOutcome.Unknown();
        };
    }

    /** Keeps the reason only if it looks like a code: a provider's text may contain the person's name or number. */
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
