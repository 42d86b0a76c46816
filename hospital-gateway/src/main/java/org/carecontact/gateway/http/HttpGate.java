package org.carecontact.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.carecontact.gateway.feeds.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who knows the feed's secret, and reads each body whole before anything is done with it. */
final class HttpGate extends HttpFilter {

    static final int LARGEST = 1024 * 1024;
    static final Duration UPLOAD = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(HttpGate.class);
    private static final long serialVersionUID = 1L;

    /** Why a request goes no further. */
    private record Refused(int status, String remedy) {}

    /** The body, or why there is none. */
    private record Upload(byte[] body, Optional<Refused> refused) {

        static Upload refused(int status, String remedy) {
            return new Upload(new byte[0], Optional.of(new Refused(status, remedy)));
        }
    }

    private final transient Feed feed;
    private final transient RefusalWords words;

    HttpGate(Feed feed, RefusalWords words) {
        this.feed = feed;
        this.words = words;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long started = System.nanoTime();
        try {
            Optional<Refused> refused = refused(request);
            if (refused.isPresent()) {
                drain(request);
                refuse(request, response, refused.get());
                return;
            }
            Upload upload = read(request);
            if (upload.refused().isPresent()) {
                refuse(request, response, upload.refused().get());
                return;
            }
            pass(new ReadBody(request, upload.body()), response, chain);
        } finally {
            feed.meters().took(System.nanoTime() - started);
        }
    }

    private Optional<Refused> refused(HttpServletRequest request) {
        if (!Secrets.admit(feed.file().secrets(), request.getHeader("Authorization"))) {
            return Optional.of(new Refused(401, "A secret of this feed, as Bearer or as password of Basic"));
        }
        if (isChunked(request) && "HTTP/1.0".equals(request.getProtocol())) {
            return Optional.of(new Refused(400, "HTTP/1.1 with a transfer coding"));
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Optional.of(new Refused(415, "A body without Content-Encoding"));
        }
        return request.getContentLengthLong() > LARGEST ? Optional.of(tooLarge()) : Optional.empty();
    }

    private static Refused tooLarge() {
        return new Refused(413, "A body of at most " + LARGEST + " bytes");
    }

    private static boolean isChunked(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null;
    }

    private static Upload read(HttpServletRequest request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        long deadline = System.nanoTime() + UPLOAD.toNanos();
        try {
            ServletInputStream in = request.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                body.write(buffer, 0, read);
                if (body.size() > LARGEST) {
                    return new Upload(new byte[0], Optional.of(tooLarge()));
                }
                if (System.nanoTime() - deadline > 0) {
                    return Upload.refused(408, "A body that arrives within " + UPLOAD.toSeconds() + " s");
                }
            }
            return new Upload(body.toByteArray(), Optional.empty());
        } catch (IOException _) {
            return Upload.refused(408, "A whole body, within " + UPLOAD.toSeconds() + " s");
        }
    }

    /** A client that is still sending when the connection closes would not see the answer. */
    private static void drain(HttpServletRequest request) {
        long announced = request.getContentLengthLong();
        if (announced <= 0 || announced > 2 * LARGEST || request.getHeader("Expect") != null) {
            return;
        }
        long deadline = System.nanoTime() + UPLOAD.toNanos();
        byte[] buffer = new byte[8192];
        try {
            ServletInputStream in = request.getInputStream();
            while (in.read(buffer) >= 0 && System.nanoTime() - deadline < 0) {
                // Nobody wants it.
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("status", refused.status())
                .log("a request was refused");
        response.setStatus(refused.status());
        response.setHeader("Connection", "close");
        if (refused.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.addHeader("WWW-Authenticate", "Basic realm=\"feed\", charset=\"UTF-8\"");
        }
        words.write(request, response, refused.status(), refused.remedy());
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            log.atError()
                    .addKeyValue("hospital", feed.hospital())
                    .addKeyValue("feed", feed.file().name())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a request broke its door");
            if (!response.isCommitted()) {
                response.reset();
                refuse(request, response, new Refused(500, "The same request again, later"));
            }
        }
    }
}
