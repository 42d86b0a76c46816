package org.carecontact.kernel.web;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Reply;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * One mutating HTTP call: who calls, its idempotency key and its raw body. As a parameter of a controller method it
 * demands the header Idempotency-Key.
 */
public final class HttpCommand {

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

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

    /** Reads the body, or throws a 400 that names the malformed field; an empty body counts as an empty object. */
    public <T> T body(Class<T> type) {
        try {
            T read = json.readValue(body.length == 0 ? EMPTY : body, type);
            if (read == null) {
                throw Problem.of("malformed-body").exception();
            }
            return read;
        } catch (JacksonException e) {
            throw UnreadableBodies.problem(e).exception();
        }
    }

    /** Renders an answer as JSON, the same for {@link Reply.Done} and its repetitions. */
    public String render(Object answer) {
        return json.writeValueAsString(answer);
    }

    /**
     * Hands the command to a store and answers with the outcome.
     *
     * @param status of a success
     * @param view what the answer shows of the state after the command
     * @param face the problem that a rejection is shown as
     * @param handling gives the store the command with {@link #key()} and with this function for its answer
     */
    public <S, R> ResponseEntity<String> respond(
            int status,
            Function<S, ?> view,
            Function<R, Problem> face,
            Function<Function<S, String>, Reply<S, R>> handling) {
        Function<S, String> answer = state -> render(view.apply(state));
        return switch (handling.apply(answer)) {
            case Reply.Done<S, R>(var state) -> json(status, answer.apply(state));
            case Reply.Repeated<S, R>(var said) -> json(status, said);
            case Reply.Refused<S, R>(var reason) -> throw face.apply(reason).exception();
            case Reply.KeyReused<S, R> _ ->
                throw Problem.of("idempotency-key-reused").exception();
            case Reply.KeyExpired<S, R> _ ->
                throw Problem.of("idempotency-key-expired").exception();
        };
    }

    private static ResponseEntity<String> json(int status, String body) {
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }
}
