package org.carecontact.vendors.calls;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * An OkHttp client that sends a request once at most. By itself OkHttp 3.12 sends it again on another connection when a
 * pooled one dies, and on 408 and on 503 with {@code Retry-After: 0}.
 */
public final class OneSend {

    private static final long LONGEST_ANSWER = 1_000_000;

    private OneSend() {}

    /** Makes a client whose whole call ends within both time-outs and another read time-out. */
    public static OkHttpClient client(Duration connectTimeout, Duration readTimeout) {
        return new OkHttpClient.Builder()
                .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .writeTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .callTimeout(connectTimeout.plus(readTimeout.multipliedBy(2)).toMillis(), TimeUnit.MILLISECONDS)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .addInterceptor(OneSend::called)
                .addNetworkInterceptor(OneSend::connected)
                .build();
    }

    private static Response called(Interceptor.Chain chain) throws IOException {
        Sent sent = new Sent(new AtomicBoolean());
        Request request = chain.request().newBuilder().tag(Sent.class, sent).build();
        try (Response response = chain.proceed(request)) {
            // The SDKs leave the answers to some failures open, and with them the connection.
            ResponseBody whole = response.peekBody(LONGEST_ANSWER);
            return response.newBuilder().body(whole).build();
        } catch (IOException e) {
            if (sent.once().get()) {
                throw e;
            }
            ConnectException unreached = new ConnectException("not connected");
            unreached.initCause(e);
            throw unreached;
        }
    }

    private static Response connected(Interceptor.Chain chain) throws IOException {
        Sent sent = chain.request().tag(Sent.class);
        if (sent == null || !sent.once().compareAndSet(false, true)) {
            throw new IOException("a second send is refused");
        }
        return chain.proceed(chain.request());
    }

    /** Whether a call has got a connection already. */
    private record Sent(AtomicBoolean once) {}
}
