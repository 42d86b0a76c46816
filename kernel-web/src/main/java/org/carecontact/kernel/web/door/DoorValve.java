package org.carecontact.kernel.web.door;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.ProblemAnswers;
import org.jspecify.annotations.Nullable;

/**
 * The outermost part of a service. It refuses calls that no HTTP client sends by accident, and keeps threads from
 * waiting for bodies that nobody will read.
 */
final class DoorValve extends ValveBase {

    private final ProblemAnswers problems;
    private final ContainerProblems container;

    DoorValve(ProblemAnswers problems) {
        super(true);
        this.problems = problems;
        this.container = new ContainerProblems(problems);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request bytes = request.getCoyoteRequest();
        Abandoned rest = () -> {
            bytes.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        };
        request.setAttribute(Abandoned.ATTRIBUTE, rest);
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        if (response.isError()) {
            // Refused by the connector, as a path that it can't decode; its answer is closed until we open it.
            response.setSuspended(false);
            container.report(request, response, null);
        } else if (chunked && "HTTP/1.0".equals(request.getProtocol())
                || !isText(request.getRequestURI()) // the connector does not look behind a semicolon
                || !isText(request.getQueryString())) {
            problems.answer(request.getRequest(), response.getResponse(), Problem.of("malformed-request"));
        } else {
            getNext().invoke(request, response);
        }
        // With async work the answer comes later; the code that gives it also gives up the body.
        if (!request.isAsync() && !isRead(bytes)) {
            rest.giveUp();
        }
    }

    /** Does not wait: bytes that have not arrived by now count as not read. */
    private static boolean isRead(org.apache.coyote.Request bytes) {
        AtomicBoolean read = new AtomicBoolean();
        bytes.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    /** Returns whether each percent sign begins an escape, and the escaped bytes are UTF-8. */
    static boolean isText(@Nullable String part) {
        if (part == null || part.indexOf('%') < 0) {
            return true;
        }
        ByteBuffer decoded = ByteBuffer.allocate(part.length());
        for (int at = 0; at < part.length(); at++) {
            char c = part.charAt(at);
            if (c != '%') {
                decoded.put((byte) (c < 0x80 ? c : '?'));
                continue;
            }
            int high = at + 2 < part.length() ? Character.digit(part.charAt(at + 1), 16) : -1;
            int low = at + 2 < part.length() ? Character.digit(part.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            decoded.put((byte) (high << 4 | low));
            at += 2;
        }
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
