package org.carecontact.gateway.fhir.reading;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import org.carecontact.gateway.intake.Objection;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/** Why a resource is not taken; it repeats nothing of its content. */
public final class Refused extends BaseServerResponseException {

    private static final long serialVersionUID = 1L;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final IssueType type;

    @Nullable
    private final String waitsFor;

    private final String place;
    private final String remedy;

    /**
     * A refusal.
     *
     * @param place FHIRPath of the element; empty when the whole request is meant
     * @param remedy what would be right
     */
    public Refused(int status, IssueType type, String place, String remedy) {
        this(status, type, place, remedy, null);
    }

    private Refused(int status, IssueType type, String place, String remedy, @Nullable String waitsFor) {
        super(status, remedy, outcome(IssueSeverity.ERROR, type, place, remedy));
        this.waitsFor = waitsFor;
        this.type = type;
        this.place = place;
        this.remedy = remedy;
    }

    /** The content is the reason. */
    public static Refused content(IssueType type, String place, String remedy) {
        return new Refused(UNPROCESSABLE, type, place, remedy);
    }

    /**
     * It refers to what was never told of.
     *
     * @param waitsFor what has to come, as {@link References#awaited} says; empty when nothing that comes can change it
     */
    public static Refused notTold(Optional<String> waitsFor, String place, String remedy) {
        return new Refused(UNPROCESSABLE, IssueType.NOTFOUND, place, remedy, waitsFor.orElse(null));
    }

    /** The store is away. */
    public static Refused notNow() {
        Refused refused = new Refused(UNAVAILABLE, IssueType.TRANSIENT, "", "The same request again, in some seconds");
        refused.addResponseHeader("Retry-After", "5");
        return refused;
    }

    /** Says an objection of the domain in the words of FHIR. */
    public static Refused of(Objection objection, String place) {
        return switch (objection) {
            case MESSAGE_ID_REUSED ->
                new Refused(
                        CONFLICT,
                        IssueType.DUPLICATE,
                        "",
                        "An X-Request-Id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT ->
                new Refused(
                        CONFLICT,
                        IssueType.CONFLICT,
                        place + ".subject",
                        "The patient whose visit it is, or Patient.link when two patients are one");
            case NO_SUCH_VISIT -> content(IssueType.NOTFOUND, place, "A visit that was told of before");
            case NO_SURVIVOR ->
                content(IssueType.BUSINESSRULE, place + ".link.other", "Another patient, not merged into this one");
        };
    }

    /** The same at another place. */
    public Refused at(String other) {
        return new Refused(getStatusCode(), type, other, remedy, waitsFor);
    }

    /** Whether the same may be taken later. */
    public boolean isOutage() {
        return getStatusCode() == UNAVAILABLE;
    }

    /** What has to come before it can be taken, as {@code Schedule/s1}; null when it has to be another resource. */
    public @Nullable String waitsFor() {
        return waitsFor;
    }

    /** As {@code Patient.identifier}. */
    public String place() {
        return place;
    }

    /** What would be right. */
    public String remedy() {
        return remedy;
    }

    public IssueType type() {
        return type;
    }

    public OperationOutcome outcome() {
        return outcome(IssueSeverity.ERROR, type, place, remedy);
    }

    /** An outcome of one issue; the place is left out where it is empty. */
    public static OperationOutcome outcome(IssueSeverity severity, IssueType type, String place, String remedy) {
        OperationOutcome outcome = new OperationOutcome();
        OperationOutcome.OperationOutcomeIssueComponent issue =
                outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(remedy);
        if (!place.isEmpty()) {
            issue.addExpression(place);
        }
        return outcome;
    }
}
