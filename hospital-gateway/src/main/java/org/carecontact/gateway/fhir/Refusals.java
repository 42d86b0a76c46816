package org.carecontact.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.http.RefusalWords;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an OperationOutcome of every refusal. Those of HAPI FHIR quote the request, so their words are not sent. */
@Interceptor
public final class Refusals implements RefusalWords {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final int NOT_ALLOWED = 405;
    private static final int FAILURE = 500;
    private static final Set<RequestTypeEnum> WRITES = EnumSet.of(RequestTypeEnum.POST, RequestTypeEnum.PUT);

    private final Feed feed;
    private final FhirContext fhir;
    private final List<String> types;
    private final Clock clock;

    Refusals(Feed feed, FhirContext fhir, List<String> types, Clock clock) {
        this.feed = feed;
        this.fhir = fhir;
        this.types = types;
        this.clock = clock;
    }

    /** What is answered instead of an exception. HAPI FHIR calls it. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException refusal(Throwable failure, RequestDetails request) {
        Refused refused = ours(failure);
        if (refused == null) {
            refused = !WRITES.contains(request.getRequestType())
                    ? words(NOT_ALLOWED)
                    : failure instanceof BaseServerResponseException known
                            ? words(known.getStatusCode())
                            : words(FAILURE);
        }
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("status", refused.getStatusCode())
                .addKeyValue("place", refused.place())
                .addKeyValue("code", refused.type().toCode())
                .addKeyValue("error", failure.getClass().getSimpleName())
                .log("a request was refused");
        return refused;
    }

    private static @Nullable Refused ours(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof Refused refused) {
                return refused;
            }
        }
        return null;
    }

    private Refused words(int status) {
        return switch (status) {
            case 400 ->
                new Refused(
                        status,
                        IssueType.STRUCTURE,
                        "",
                        "A request as /metadata describes it, with the same id in URL and body");
            case 404, 405, 501 ->
                new Refused(
                        status,
                        IssueType.NOTSUPPORTED,
                        "",
                        "POST or PUT of " + String.join(", ", types) + ", or POST of a Bundle");
            case 500 -> new Refused(status, IssueType.EXCEPTION, "", "The same request again, later");
            default -> new Refused(status, IssueType.PROCESSING, "", "A request as /metadata describes it");
        };
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, int status, String remedy)
            throws IOException {
        feed.meters().answered(String.valueOf(status), clock.instant());
        IssueType type = switch (status) {
            case 401 -> IssueType.LOGIN;
            case 404 -> IssueType.NOTFOUND;
            case 408 -> IssueType.TIMEOUT;
            case 413 -> IssueType.TOOLONG;
            case 500 -> IssueType.EXCEPTION;
            default -> IssueType.STRUCTURE;
        };
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write(fhir.newJsonParser()
                        .encodeResourceToString(Refused.outcome(IssueSeverity.ERROR, type, "", remedy)));
    }
}
