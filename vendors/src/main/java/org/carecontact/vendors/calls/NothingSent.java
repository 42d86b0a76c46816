package org.carecontact.vendors.calls;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a call that never reached the vendor from one whose answer is missing. */
public final class NothingSent {

    private static final int DEEPEST = 20;

    private NothingSent() {}

    /** Says whether the exception proves that no byte of the request left. */
    public static boolean isProvenBy(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof ConnectTimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
