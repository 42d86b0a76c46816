package org.carecontact.kernel.web.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.ProblemAnswers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Reads each body whole, after the check of the token and before any controller. It waits for a late body
 * asynchronously, some seconds at most, without a thread.
 */
final class Bodies extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int GLANCES = 4;
    private static final long BETWEEN_GLANCES = 250_000; // nanoseconds
    private static final String BODY = Bodies.class.getName();

    private final transient ProblemAnswers problems;
    private final transient StrictJson json = new StrictJson();
    private final transient List<OtherBodies> others;
    private final int largest;
    private final long withinMillis;

    Bodies(BodyProperties properties, ProblemAnswers problems, List<OtherBodies> others) {
        this.problems = problems;
        this.others = List.copyOf(others);
        this.largest = Math.toIntExact(properties.largest().toBytes());
        this.withinMillis = properties.within().toMillis();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            if (request.getAttribute(BODY) instanceof byte[] body) {
                pass(request, response, chain, body);
            } else if (request.getAttribute(BODY) instanceof Problem refused) {
                Abandoned.bodyOf(request);
                problems.answer(request, response, refused);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        long announced = request.getContentLengthLong();
        if (!chunked && announced <= 0) {
            String type = request.getContentType();
            if (type != null && type.contains("*")) {
                // Spring throws for a wildcard when it looks for a body.
                problems.answer(request, response, notJson());
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        Optional<Problem> refused = refused(request, announced);
        if (refused.isPresent()) {
            Abandoned.bodyOf(request);
            problems.answer(request, response, refused.get());
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(chunked ? 1024 : (int) announced);
        ServletInputStream in = request.getInputStream();
        byte[] buffer = new byte[chunked ? 4096 : (int) announced];
        while (!chunked && body.size() < announced && isThere(in)) {
            int read = in.read(buffer, 0, (int) announced - body.size());
            if (read < 0) {
                break;
            }
            body.write(buffer, 0, read);
        }
        if (!chunked && body.size() == announced) {
            pass(request, response, chain, body.toByteArray());
        } else {
            AsyncContext later = request.startAsync();
            later.setTimeout(withinMillis);
            Arrival arrival = new Arrival(request, response, later, in, body);
            later.addListener(arrival);
            in.setReadListener(arrival);
        }
    }

    /** Many clients send the body right behind the headers: a millisecond is cheaper than asynchronous work for it. */
    private static boolean isThere(ServletInputStream in) throws IOException {
        for (int glance = 0; in.available() == 0; glance++) {
            if (glance == GLANCES) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_GLANCES);
        }
        return true;
    }

    private Optional<Problem> refused(HttpServletRequest request, long announced) {
        if (announced > largest) {
            return Optional.of(Problem.of("body-too-large"));
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        return plain && (isOther(request) || isJson(request.getContentType()))
                ? Optional.empty()
                : Optional.of(notJson());
    }

    private boolean isOther(HttpServletRequest request) {
        String type = request.getContentType();
        if (type != null && type.contains("*")) {
            return false; // Spring throws for a wildcard when it looks for a body
        }
        String path = request.getRequestURI();
        return others.stream().anyMatch(other -> other.take(path));
    }

    private static Problem notJson() {
        return Problem.of("unsupported-media-type").header(HttpHeaders.ACCEPT, "application/json");
    }

    private static boolean isJson(@Nullable String type) {
        try {
            MediaType parsed = MediaType.parseMediaType(type == null ? "" : type);
            return parsed.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (parsed.getCharset() == null || parsed.getCharset().equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain, byte[] body)
            throws IOException, ServletException {
        Optional<Problem> problem = body.length == 0 || isOther(request) ? Optional.empty() : json.problem(body);
        if (problem.isPresent()) {
            problems.answer(request, response, problem.get());
        } else {
            chain.doFilter(new ReadRequest(request, body), response);
        }
    }

    /** Gathers a body that comes later. */
    private final class Arrival implements ReadListener, AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final AsyncContext later;
        private final ServletInputStream in;
        private final ByteArrayOutputStream body;
        private final byte[] buffer = new byte[4096];
        private final AtomicBoolean over = new AtomicBoolean();

        Arrival(
                HttpServletRequest request,
                HttpServletResponse response,
                AsyncContext later,
                ServletInputStream in,
                ByteArrayOutputStream body) {
            this.request = request;
            this.response = response;
            this.later = later;
            this.in = in;
            this.body = body;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (!over.get() && in.isReady() && !in.isFinished()) {
                int read = in.read(buffer);
                if (read < 0) {
                    return;
                }
                body.write(buffer, 0, read);
                if (body.size() > largest) {
                    refuse("body-too-large");
                }
            }
        }

        @Override
        public void onAllDataRead() {
            if (over.compareAndSet(false, true)) {
                request.setAttribute(BODY, body.toByteArray());
                later.dispatch();
            }
        }

        /** The client is gone, or its chunks are malformed: Tomcat takes an answer only now. */
        @Override
        public void onError(Throwable e) {
            if (over.compareAndSet(false, true)) {
                try {
                    Abandoned.bodyOf(request);
                    problems.answer(request, response, closing("broken-body"));
                } catch (IOException | IllegalStateException gone) {
                    // There is nobody to answer any more.
                } finally {
                    later.complete();
                }
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            refuse("body-too-slow");
        }

        @Override
        public void onError(AsyncEvent event) {
            refuse("broken-body");
        }

        @Override
        public void onComplete(AsyncEvent event) {
            over.set(true);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }

        /** By another dispatch: Tomcat 11.0.27 counts a request that ends here as under way for ever, and stops late. */
        private void refuse(String type) {
            if (over.compareAndSet(false, true)) {
                request.setAttribute(BODY, closing(type));
                try {
                    later.dispatch();
                } catch (IllegalStateException e) {
                    // There is nobody to answer any more.
                }
            }
        }
    }

    private static Problem closing(String type) {
        return Problem.of(type).header(HttpHeaders.CONNECTION, "close");
    }
}
