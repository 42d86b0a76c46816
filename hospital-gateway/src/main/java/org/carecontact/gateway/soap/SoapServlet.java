package org.carecontact.gateway.soap;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP side of SOAP: POST is a call (1.1, section 6; 1.2 part 2, section 7), {@code GET ?wsdl} asks what there is. */
final class SoapServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Pattern XML =
            Pattern.compile("(?i)\\s*(text/xml|application/soap\\+xml|application/xml)\\s*(;.*)?");
    private static final String NOT_XML =
            "Content-Type 应为 text/xml（SOAP 1.1）或 application/soap+xml（SOAP 1.2）。The content type text/xml (SOAP 1.1)"
                    + " or application/soap+xml (SOAP 1.2)";

    private final transient Exchange exchange;

    SoapServlet(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        if (query == null || !query.toLowerCase(Locale.ROOT).equals("wsdl")) {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        write(response, "text/xml; charset=utf-8", Wsdl.at(request.isSecure(), request.getHeader("Host")));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String contentType = contentType(request);
        if (!contentType.isEmpty() && !XML.matcher(contentType).matches()) {
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            refuse(request, response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, NOT_XML);
            return;
        }
        Exchange.Reply reply =
                exchange.answer(new Post(contentType, request.getInputStream().readAllBytes()));
        response.setStatus(reply.status());
        if (reply.retryAfter() > 0) {
            response.setIntHeader("Retry-After", reply.retryAfter());
        }
        write(response, reply.contentType(), reply.body());
    }

    /** A refusal of the door itself, as a fault. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, int status, String remedy)
            throws IOException {
        SoapVersion version = SoapVersion.ofContentType(contentType(request));
        write(
                response,
                version.contentType(),
                Envelope.fault(version, status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR, remedy));
    }

    private static String contentType(HttpServletRequest request) {
        @Nullable String contentType = request.getContentType();
        return contentType == null ? "" : contentType;
    }

    private static void write(HttpServletResponse response, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
