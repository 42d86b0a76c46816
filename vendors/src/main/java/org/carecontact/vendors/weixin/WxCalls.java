package org.carecontact.vendors.weixin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Set;
import me.chanjar.weixin.common.error.WxErrorException;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.calls.NothingSent;
import org.carecontact.vendors.calls.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call through WxJava and reads its answer. WxJava takes an answer without errcode for a success and hides
 * what happened in exceptions whose texts hold tokens; here neither is so.
 */
public final class WxCalls {

    /** WxJava's code for a failure of the network; the vendor has no such code. */
    private static final int NO_ANSWER = -99;

    private static final int OAUTH_NO_ANSWER = 99999;

    /**
     * The token was refused, and so was the one that was fetched in its place: somebody else has cancelled it meanwhile.
     * Settings that are wrong show when a token is fetched.
     */
    private static final Set<Integer> OF_TOKENS = Set.of(40001, 40014, 42001);

    /** One call of WxJava. */
    public interface Call<T extends @Nullable Object> {
        T run() throws WxErrorException;
    }

    private final WxCodes codes;
    private final Windows windows;

    public WxCalls(WxCodes codes, Windows windows) {
        this.codes = codes;
        this.windows = windows;
    }

    /** Returns the answer, whose errcode is 0. */
    public JsonObject call(Call<String> call) throws VendorRefused {
        String answer = run(call);
        try {
            JsonObject json = JsonParser.parseString(answer).getAsJsonObject();
            JsonElement code = json.get("errcode");
            if (code == null || code.getAsInt() != 0) {
                throw unknown("no-code");
            }
            return json;
        } catch (JsonParseException | IllegalStateException | NumberFormatException | UnsupportedOperationException _) {
            throw unknown("no-code");
        }
    }

    /** Makes a call whose answer WxJava reads. */
    public <T extends @Nullable Object> T run(Call<T> call) throws VendorRefused {
        try {
            return call.run();
        } catch (TokenUnavailable e) {
            throw e.why();
        } catch (WxErrorException e) {
            int code = e.getError().getErrorCode();
            if (code == NO_ANSWER || code == OAUTH_NO_ANSWER) {
                throw noAnswer(e);
            }
            throw new VendorRefused(
                    OF_TOKENS.contains(code)
                            ? new Outcome.RefusedUntil(windows.soon(), Integer.toString(code))
                            : codes.outcome(code, windows));
        } catch (RuntimeException e) {
            throw noAnswer(e);
        }
    }

    /** Returns the exception for an answer that lacks what it must have. */
    public static VendorRefused unknown(String code) {
        return new VendorRefused(new Outcome.Unknown(code));
    }

    private VendorRefused noAnswer(Exception e) {
        return NothingSent.isProvenBy(e)
                ? new VendorRefused(new Outcome.RefusedUntil(windows.soon(), "unreachable"))
                : unknown("no-answer");
    }
}
