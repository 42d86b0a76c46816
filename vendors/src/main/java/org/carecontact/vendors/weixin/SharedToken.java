package org.carecontact.vendors.weixin;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import me.chanjar.weixin.common.error.WxErrorException;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.calls.NothingSent;
import org.carecontact.vendors.calls.Windows;
import org.carecontact.vendors.tokens.AccessToken;
import org.carecontact.vendors.tokens.FreshToken;
import org.carecontact.vendors.tokens.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * The token of one account as WxJava's configuration asks for it. WxJava says only that a token failed, not which one,
 * so each thread's last one is remembered. Nothing waits for WxJava's own lock, which has no limit.
 */
public final class SharedToken {

    /** Calls the vendor; the answer comes by {@link SharedToken#fetched}. */
    public interface Refresh {
        void run() throws WxErrorException;
    }

    private final String account;
    private final Tokens tokens;
    private final WxCodes codes;
    private final Windows windows;
    private final ThreadLocal<@Nullable AccessToken> used = new ThreadLocal<>();
    private final ThreadLocal<@Nullable FreshToken> fetched = new ThreadLocal<>();

    /**
     * @param account names the account and application in the storage
     * @param codes what the vendor's codes mean
     */
    public SharedToken(String account, Tokens tokens, WxCodes codes, Windows windows) {
        this.account = account;
        this.tokens = tokens;
        this.codes = codes;
        this.windows = windows;
    }

    /** Returns the token for a call, fetched by {@code refresh} where none is stored. */
    public String current(Refresh refresh) {
        try {
            AccessToken token = tokens.current(account, () -> fetch(refresh));
            used.set(token);
            return token.value();
        } catch (VendorRefused e) {
            throw new TokenUnavailable(e);
        }
    }

    /** Returns the token that this thread used last; empty before it used any. */
    public String lastUsed() {
        AccessToken token = used.get();
        return token == null ? "" : token.value();
    }

    /** Throws away the token that this thread used last. */
    public void lastUsedFailed() {
        AccessToken token = used.get();
        if (token == null) {
            return;
        }
        try {
            tokens.failed(account, token);
        } catch (VendorRefused e) {
            throw new TokenUnavailable(e);
        }
    }

    /** Takes what the vendor answered, as WxJava read it. */
    public void fetched(@Nullable String token, int expiresInSeconds) {
        if (token != null && !token.isEmpty() && expiresInSeconds > 0) {
            fetched.set(new FreshToken(token, Duration.ofSeconds(expiresInSeconds)));
        }
    }

    /** Returns a lock that nobody else holds. */
    public Lock noLock() {
        return new ReentrantLock();
    }

    private FreshToken fetch(Refresh refresh) throws VendorRefused {
        fetched.remove();
        try {
            refresh.run();
        } catch (WxErrorException e) {
            int code = e.getError().getErrorCode();
            // Whatever became of the fetch, the message itself was not sent.
            Outcome.NotAccepted kind = codes.outcome(code, windows);
            throw kind instanceof Outcome.Unknown || kind instanceof Outcome.RefusedForGood
                    ? later("token-" + code)
                    : new VendorRefused(kind);
        } catch (RuntimeException e) {
            throw later(NothingSent.isProvenBy(e) ? "unreachable" : "token-no-answer");
        }
        FreshToken token = fetched.get();
        fetched.remove();
        if (token == null) {
            throw later("token-empty");
        }
        return token;
    }

    private VendorRefused later(String code) {
        return new VendorRefused(new Outcome.RefusedUntil(windows.soon(), code));
    }
}
