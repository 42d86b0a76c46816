package org.carecontact.gateway.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.gateway.fhir.reading.Refused;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/** Reads a request's body before HAPI FHIR does, which replaces what is no UTF-8 and refuses a batch for one entry of it. */
@Interceptor
public final class IncomingBodies {

    private static final int MALFORMED = 400;
    private static final int UNSUPPORTED = 415;
    private static final Set<RestOperationTypeEnum> WITH_BODY =
            EnumSet.of(RestOperationTypeEnum.CREATE, RestOperationTypeEnum.UPDATE, RestOperationTypeEnum.TRANSACTION);
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    IncomingBodies() {}

    /** HAPI FHIR calls it when it knows what is asked for. */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void read(RequestDetails request) {
        if (!WITH_BODY.contains(request.getRestOperationType())) {
            return;
        }
        String contentType = Objects.requireNonNullElse(request.getHeader("Content-Type"), "");
        mustBeUtf8(contentType);
        byte[] bytes = request.loadRequestContents();
        Bodies.Body body = Bodies.read(bytes, encoding(request, contentType, bytes), request.getFhirServerBase());
        String asked = request.getResourceName() == null ? "Bundle" : request.getResourceName();
        String sent = body.resource().fhirType();
        if (!sent.equals(asked)) {
            throw new Refused(
                    MALFORMED,
                    IssueType.STRUCTURE,
                    sent,
                    "The type that the URL says, " + asked + "; this is of another");
        }
        request.setResource(body.resource());
        request.getUserData().put(Bodies.Body.class, body);
    }

    private static void mustBeUtf8(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        if (charset.find() && !charset.group(1).equalsIgnoreCase("UTF-8")) {
            throw new Refused(
                    UNSUPPORTED, IssueType.STRUCTURE, "", "FHIR in UTF-8, which Content-Type may say or leave out");
        }
    }

    private static EncodingEnum encoding(RequestDetails request, String contentType, byte[] body) {
        @Nullable EncodingEnum named = RestfulServerUtils.determineRequestEncodingNoDefault(request);
        if (named == null && contentType.isBlank()) {
            return body.length > 0 && body[0] == '<' ? EncodingEnum.XML : EncodingEnum.JSON;
        }
        if (named != EncodingEnum.JSON && named != EncodingEnum.XML) {
            throw new Refused(
                    MALFORMED,
                    IssueType.STRUCTURE,
                    "",
                    "A Content-Type of FHIR: application/fhir+json or application/fhir+xml");
        }
        return named;
    }

    /** Why entries of a request's Bundle can't be read, by their index. */
    static SortedMap<Integer, Refused> unreadable(RequestDetails request) {
        return request.getUserData().get(Bodies.Body.class) instanceof Bodies.Body body
                ? body.unreadable()
                : Collections.emptySortedMap();
    }
}
