package org.carecontact.vendors;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.carecontact.vendors.ScriptedServer.Reply;
import org.carecontact.vendors.ScriptedServer.Seen;

/**
 * The token half of WeChat and WeCom: one token that is good, which a new one cancels; a call with another gets 40001,
 * 40014 or 42001 in turn. What the calls themselves answer, a test says.
 */
public final class FakeWeChat implements AutoCloseable {

    private static final int[] EXPIRED = {40001, 40014, 42001};

    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Reply> next = new ConcurrentLinkedQueue<>();
    private final ScriptedServer server = new ScriptedServer(this::reply);
    private volatile boolean good;
    private volatile Function<Seen, Reply> calls = _ -> ScriptedServer.json("{\"errcode\":0,\"errmsg\":\"ok\"}");
    private volatile Function<String, Reply> tokens = token -> ScriptedServer.json(
            "{\"errcode\":0,\"errmsg\":\"ok\",\"access_token\":\"" + token + "\",\"expires_in\":7200}");

    public ScriptedServer server() {
        return server;
    }

    /** What calls with a good token answer. */
    public void answer(Function<Seen, Reply> answer) {
        calls = answer;
    }

    public void answer(String json) {
        answer(_ -> ScriptedServer.json(json));
    }

    /** What a fetch answers, given the new token. */
    public void answerTokens(Function<String, Reply> answer) {
        tokens = answer;
    }

    /** The next call answers this, whatever its token. */
    public void once(Reply reply) {
        next.add(reply);
    }

    public synchronized void cancelToken() {
        good = false;
    }

    public int issued() {
        return issued.get();
    }

    /** How often each body was taken. */
    public Map<String, Integer> accepted() {
        return Map.copyOf(accepted);
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized Reply reply(Seen seen) {
        if (seen.path().endsWith("gettoken")
                || seen.path().endsWith("/token")
                || seen.path().endsWith("stable_token")) {
            good = true;
            return tokens.apply("token-" + issued.incrementAndGet());
        }
        Reply scripted = next.poll();
        if (scripted != null) {
            return scripted;
        }
        if (!seen.path().startsWith("/sns/")
                && !(good && seen.query().contains("access_token=token-" + issued.get()))) {
            int code = EXPIRED[refused.getAndIncrement() % EXPIRED.length];
            return ScriptedServer.json("{\"errcode\":" + code + ",\"errmsg\":\"access_token expired\"}");
        }
        accepted.merge(seen.body(), 1, Integer::sum);
        return calls.apply(seen);
    }
}
