package org.carecontact.notification.providers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
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
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Settlement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Speaks {@code POST /messages}: 202 accepted, 409 or 422 refused for this person. Whoever answers so drops a key that
 * it knows.
 */
final class HttpProvider implements Provider {

    /** The name of the one provider of a hospital that has set none. */
    static final String NAME = "stand-in";

    private record Body(String key, String system, String to, String text) {}

    private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,5}");
    private static final int LONGEST_REASON = 40;
    private static final long LONGEST_WAIT_SECONDS = 86_400;
    private static final int LONGEST_RECEIPT = 100;
    private static final int LONGEST_BODY = 10_000;

    private final ScheduledThreadPoolExecutor limits = limits();
    private final HttpClient http;
    private final URI messages;
    private final Duration timeout;
    private final ObjectMapper json;
    private final InstantSource clock;

    HttpProvider(URI url, Duration timeout, ObjectMapper json, InstantSource clock) {
        this.clock = clock;
        this.http = HttpCalls.client(timeout.dividedBy(2), timeout);
        this.timeout = timeout;
        this.messages = URI.create(url + "/messages");
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> systems() {
        return Set.of("sms", "wechat", "wecom");
    }

    @Override
    public Duration longestCall() {
        return timeout;
    }

    @Override
    public boolean dropsRepetitions(Duration since) {
        return true;
    }

    @Override
    public Settlement settle(Message message, Instant sentAt) {
        return Settlement.OPEN;
    }

    @Override
    public CallOutcome send(Message message) {
        HttpPost request = new HttpPost(messages);
        Body body = new Body(message.key(), message.system(), message.to(), message.text());
        request.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        // The client limits each piece of an answer; the dispatcher needs a limit for the whole call.
        Future<?> limit = limits.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, this::outcome);
        } catch (ConnectException
                | ConnectTimeoutException
                | ConnectionRequestTimeoutException
                | UnknownHostException e) {
            return new CallOutcome.RefusedUntil(clock.instant(), "provider-unreachable"); // nothing was sent
        } catch (IOException e) {
            return new CallOutcome.Unknown("no-answer");
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
            case 409, 422 -> new CallOutcome.RefusedForGood(reason(body));
            // These statuses mean that nothing was done; another failure of the server proves nothing.
            case 400, 401, 403, 404, 413 -> new CallOutcome.RefusedOurFault("provider-answered-" + status);
            case 429, 503 -> new CallOutcome.RefusedUntil(retryAfter(response), "provider-answered-" + status);
            default -> new CallOutcome.Unknown("provider-answered-" + status);
        };
    }

    /** Reads seconds (RFC 9110 section 10.2.3), a day at most; a date is not read. */
    private Instant retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null ? "" : String.valueOf(header.getValue()).strip();
        long seconds = value.matches("[0-9]{1,9}") ? Math.min(Long.parseLong(value), LONGEST_WAIT_SECONDS) : 0;
        return clock.instant().plusSeconds(seconds);
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
