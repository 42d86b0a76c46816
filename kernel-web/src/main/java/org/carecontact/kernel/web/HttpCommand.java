package org.carecontact.kernel.web;

import java.util.function.Function;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Reply;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.ObjectMapper;

/**
 * One mutating HTTP call as it came in: who calls, its idempotency key and its raw body. As a parameter of a controller
 * method it demands the header Idempotency-Key.
 */
public final class HttpCommand {

    private final Caller caller;
    private final CommandKey key;
    private final byte[] body;
    private final ObjectMapper json;

    HttpCommand(Caller caller, CommandKey key, byte[] body, ObjectMapper json) {
        this.caller = caller;
        this.key = key;
        this.body = body;
        this.json = json;
    }

    public Caller caller() {
        return caller;
    }

    public CommandKey key() {
        return key;
    }

    /** The body, or a 400 that says which field is malformed. */
    public <T> T body(Class<T> type) {
        try {
            T read = json.readValue(
                    body.length == 0 ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : body, type);
            if (read == null) {
                throw Problem.of(400, "malformed-body", "The body is null, not a JSON object")
                        .exception();
            }
            return read;
        } catch (DatabindException e) {
            String field = e.getPath().isEmpty() ? "" : e.getPath().getLast().getPropertyName();
            throw Problem.of(400, "malformed-body", "A field has a value of the wrong kind")
                    .field(field == null ? "" : field)
                    .remedy("See the API description of this call under /v3/api-docs.")
                    .exception();
        } catch (JacksonException e) {
            throw Problem.of(400, "malformed-body", "The body is not JSON")
                    .remedy("Send one JSON object, UTF-8.")
                    .exception();
        }
    }

    /** As JSON, for {@link Reply.Done} and its repetitions alike. */
    public String render(Object answer) {
        return json.writeValueAsString(answer);
    }

    /**
     * The HTTP face of a reply.
     *
     * @param status of a success
     * @param answer the same function that the store was given
     * @param face the problem that a rejection is shown as
     */
    public <S, R> ResponseEntity<String> respond(
            Reply<S, R> reply, int status, Function<S, String> answer, Function<R, Problem> face) {
        return switch (reply) {
            case Reply.Done<S, R>(var state) -> json(status, answer.apply(state));
            case Reply.Repeated<S, R>(var said) -> json(status, said);
            case Reply.Refused<S, R>(var reason) -> throw face.apply(reason).exception();
            case Reply.KeyExpired<S, R> _ -> throw Problem.of("idempotency-key-expired").exception();
            case Reply.KeyReused<S, R> _ ->
                throw Problem.of(422, "idempotency-key-reused", "This Idempotency-Key came before with another body")
                        .remedy("Use a new key for a new command; repeat a command with the very same body.")
                        .exception();
        };
    }

    private static ResponseEntity<String> json(int status, String body) {
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
