package org.carecontact.request.reports.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/**
 * A report as one side filed it; it is about the other side.
 *
 * @param by the side that reports
 * @param person who of that side; nobody but supervisors learns it
 * @param which report of this side on this contact, from 1
 */
public record Filing(
        String hospital,
        RequestId request,
        PatientId patient,
        DoctorId doctor,
        Side by,
        String person,
        int which,
        Category category,
        String sealedText,
        Instant at) {

    private static final Pattern ID = Pattern.compile("([a-z2-7]{26}-[1-9][0-9]{0,8})-[pd][1-9]");

    /** The id of a side's report on the contact of a request. */
    public static String id(RequestId request, Side by, int which) {
        return request + "-" + by.name().substring(0, 1).toLowerCase(Locale.ROOT) + which;
    }

    /** Returns the request that the id of a report names; empty when it is no such id. */
    public static Optional<RequestId> requestOf(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? RequestId.parse(matcher.group(1)) : Optional.empty();
    }

    public String id() {
        return id(request, by, which);
    }

    /** The side that the report is about. */
    public Side about() {
        return by.other();
    }
}
