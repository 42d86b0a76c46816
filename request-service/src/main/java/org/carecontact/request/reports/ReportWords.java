package org.carecontact.request.reports;

import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.request.requests.Codes;
import org.carecontact.request.statements.domain.Statement;
import org.carecontact.request.triage.Grade;
import org.carecontact.request.triage.Triage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what people write in reports, contests and decisions; throws the problem of what is wrong. */
@Component
final class ReportWords {

    static final String TEXT = "text";

    private static final int LONGEST = Statement.LONGEST_NEED;

    private final Triage triage;

    ReportWords(Triage triage) {
        this.triage = triage;
    }

    /** The side of a contact that a caller without another role speaks for. */
    static Side side(Caller caller) {
        return caller.role() == Role.DOCTOR ? Side.DOCTOR : Side.PATIENT;
    }

    /** First of all an emergency: what to do about it must not wait for a well-formed report. */
    String sound(Caller caller, @Nullable String text, @Nullable Boolean noEmergency) {
        if (caller.role() != Role.DOCTOR && triage.grade(text, noEmergency) == Grade.EMERGENCY) {
            throw Triage.emergency("text").exception();
        }
        if (text == null || text.isBlank()) {
            throw Problem.of("report-text-missing").field("text").exception();
        }
        mustBeShort(text, "text");
        return text;
    }

    static void mustBeShort(String text, String field) {
        if (text.length() > LONGEST) {
            throw Problem.of("text-too-long")
                    .field(field)
                    .with("longest", LONGEST)
                    .exception();
        }
    }

    static <E extends Enum<E>> E known(Class<E> type, @Nullable String code, String field) {
        return Codes.known(type, code)
                .orElseThrow(() -> Problem.of("unknown-code")
                        .field(field)
                        .with("known", Codes.of(type))
                        .exception());
    }
}
