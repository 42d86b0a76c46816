package org.carecontact.sandbox.feeds;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** One caller of a feed over HTTP. */
final class HttpSender {

    private final HttpClient http;
    private final URI url;
    private final Duration patience;

    HttpSender(int port, String path, Duration patience) {
        this.http = HttpClient.newBuilder().connectTimeout(patience).build();
        this.url = URI.create("http://127.0.0.1:" + port + path);
        this.patience = patience;
    }

    HttpResponse<String> post(String body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(patience).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a hospital sent");
        }
    }

    void close() {
        http.shutdownNow();
    }
}
