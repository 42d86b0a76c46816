package org.carecontact.gateway.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.carecontact.gateway.feeds.Feed;

/** The RESTful API of one feed; it counts the answers by their status. */
final class FhirServer extends RestfulServer {

    private static final long serialVersionUID = 1L;

    private final transient Feed feed;
    private final transient Clock clock;

    FhirServer(FhirContext fhir, Feed feed, Clock clock) {
        super(fhir);
        this.feed = feed;
        this.clock = clock;
        setServerName("CareContact hospital-gateway");
        setServerVersion("R4");
        setImplementationDescription(
                "Takes what a hospital says of patients and visits, of doctors and their schedules; it gives nothing back");
        setDefaultResponseEncoding(EncodingEnum.JSON);
        setDefaultPreferReturn(PreferReturnEnum.OPERATION_OUTCOME);
        setUncompressIncomingContents(false);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        super.service(request, response);
        feed.meters().answered(String.valueOf(response.getStatus()), clock.instant());
    }

    /** Nobody needs to know which version of which library answers. */
    @Override
    public void addHeadersToResponse(HttpServletResponse response) {}
}
