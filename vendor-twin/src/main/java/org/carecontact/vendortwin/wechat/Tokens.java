package org.carecontact.vendortwin.wechat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Access tokens: the newest 10 000. A holder is whoever has tokens of its own: an application. */
public final class Tokens {

    /** How long a token lives. */
    public static final Duration LIFE = Duration.ofSeconds(7200);

    private static final int MOST = 10_000;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, String> newest = new LinkedHashMap<>();
    private long issued;

    private record Token(String holder, Instant until) {}

    /** Who a token is of, or the code of the refusal. */
    public sealed interface Check {

        record Of(String holder) implements Check {}

        record Refused(int code) implements Check {}
    }

    /** A token with what is left of its life. */
    public record Issued(String token, long seconds) {}

    /** The holder's token if it lives that long yet, else a new one; older ones live to their end. */
    public synchronized Issued current(String holder, Duration atLeast, Instant now) {
        String known = newest.get(holder);
        Token token = known == null ? null : tokens.get(known);
        if (known != null && token != null && token.until().isAfter(now.plus(atLeast))) {
            return new Issued(known, Duration.between(now, token.until()).toSeconds());
        }
        return fresh(holder, now);
    }

    /** A new token; older ones live to their end. */
    public synchronized Issued fresh(String holder, Instant now) {
        byte[] bytes = new byte[96];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, new Token(holder, now.plus(LIFE)));
        newest.put(holder, token);
        issued++;
        if (tokens.size() > MOST) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        return new Issued(token, LIFE.toSeconds());
    }

    /** Ends all other tokens of the holder at this time. */
    public synchronized void endOthers(String holder, Instant at) {
        String last = newest.get(holder);
        tokens.replaceAll((name, token) -> token.holder().equals(holder)
                        && !name.equals(last)
                        && token.until().isAfter(at)
                ? new Token(holder, at)
                : token);
    }

    /** Forgets all tokens of the holder: each is wrong from now on. */
    public synchronized void cancel(String holder) {
        tokens.values().removeIf(token -> token.holder().equals(holder));
        newest.remove(holder);
    }

    /** Whose token this is: 41001 without one, 40014 for an unknown one, 42001 for one that has ended. */
    public synchronized Check check(String token, Instant now) {
        if (token.isEmpty()) {
            return new Check.Refused(41001);
        }
        Token known = tokens.get(token);
        if (known == null) {
            return new Check.Refused(40014);
        }
        return known.until().isAfter(now) ? new Check.Of(known.holder()) : new Check.Refused(42001);
    }

    /** Whose token this is or was, of those that were not forgotten. */
    public synchronized Optional<String> holder(String token) {
        return Optional.ofNullable(tokens.get(token)).map(Token::holder);
    }

    /** How many were made since the start. */
    public synchronized long issued() {
        return issued;
    }
}
