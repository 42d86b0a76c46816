package org.carecontact.kernel.web;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/** Calls other systems over HTTP, for callers that wait for the answer. */
public final class HttpCalls {

    private static final int MOST_AT_ONCE = 256;

    private HttpCalls() {}

    /**
     * Builds a client with a pool of connections. It repeats nothing and follows no redirect; the caller decides about
     * retries.
     *
     * @param connect how long to wait for a connection
     * @param answer how long to wait for each piece of the answer
     */
    public static CloseableHttpClient client(Duration connect, Duration answer) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(MOST_AT_ONCE)
                        .setMaxConnTotal(MOST_AT_ONCE * 8)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                .setSocketTimeout(Timeout.of(answer))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(answer))
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }
}
