package org.carecontact.oversight.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Alternative;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.Assessment;
import org.carecontact.events.ChannelClosed;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactReminderDue;
import org.carecontact.events.ContactRenewalMoved;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.events.GroundGone;
import org.carecontact.events.MisuseReported;
import org.carecontact.events.Notification;
import org.carecontact.events.NotificationState;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PolicyDecided;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.ReportContested;
import org.carecontact.events.ReportDecided;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.ShownDocument;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.events.Verdict;
import org.carecontact.oversight.ledger.domain.Summary;
import org.jspecify.annotations.Nullable;

/** Says of each event what the ledger shows of it: codes and ids, no text of a person. */
final class Summaries {

    /** Longer texts are cut: a publisher can make a header as long as it likes. */
    private static final int LONGEST = 256;

    private static final int MOST_CODES = 32;

    private Summaries() {}

    static Summary of(SpecificRecord payload) {
        return switch (payload) {
            case ContactRequestSubmitted e -> request(e.getRequest());
            case DoctorAsked e -> request(e.getRequest());
            case ContactGranted e -> request(e.getRequest());
            case RequestDeclined e -> request(e.getRequest());
            case RequestRedirected e -> request(e.getRequest());
            case RequestWithdrawn e -> request(e.getRequest());
            case RequestExpired e -> request(e.getRequest());
            case ContactEnded e -> request(e.getRequest());
            case PairCarried e -> request(e.getRequest());
            case AskAgainWanted e -> request(e.getRequest());
            case AskAgainPossible e -> request(e.getRequest());
            case ContactReminderDue e -> request(e.getRequest());
            case ContactSuspended e -> request(e.getRequest());
            case ContactRenewalMoved e -> request(e.getRequest());
            case ContactRenewed e -> request(e.getRequest());
            case ContactResumed e -> request(e.getRequest());
            case MisuseReported e ->
                brief(e.getHospital(), e.getRequest(), "OPEN", List.of(e.getReport(), e.getCategory()));
            case ReportDecided e ->
                brief(e.getHospital(), e.getRequest(), e.getOutcome(), List.of(e.getReport(), e.getCategory()));
            case ReportContested e ->
                brief(e.getHospital(), e.getRequest(), "CONTESTED", List.of(e.getReport(), e.getContestedBy()));
            case GroundGone e -> gone(e);
            case ChannelClosed e -> channel(e);
            case ConsentAsked e -> consent(e.getConsent());
            case SigningCodeIssued e -> consent(e.getConsent());
            case ConsentSigned e -> consent(e.getConsent());
            case ConsentRefused e -> consent(e.getConsent());
            case ConsentWithdrawn e -> consent(e.getConsent());
            case ConsentLapsed e -> consent(e.getConsent());
            case ConsentExpired e -> consent(e.getConsent());
            case ConsentAskedAnew e -> consent(e.getConsent());
            case ConsentSuspended e -> consent(e.getConsent());
            case ConsentRenewed e -> consent(e.getConsent());
            case PolicyPrechecked e -> assessment(e.getAssessment());
            case PolicyDecided e -> assessment(e.getAssessment());
            case NotificationsSettled e -> notifications(e);
            case DoctorTermsSigned e -> terms(e.getHospital(), "SIGNED", e.getDocument());
            case DoctorTermsActivated e -> terms(e.getHospital(), "ACTIVATED", e.getDocument());
            default -> Summary.NONE;
        };
    }

    private static Summary request(ContactRequest request) {
        List<String> reasons = new ArrayList<>();
        if (request.getReason() != null) {
            reasons.add(request.getReason());
        }
        if (request.getContact() != null && request.getContact().getEndedBy() != null) {
            reasons.add("ENDED_BY:" + request.getContact().getEndedBy());
        }
        return new Summary(
                cut(request.getHospital()),
                cut(request.getRequest()),
                request.getState().name(),
                codes(reasons),
                alternatives(request.getAlternatives()),
                null,
                null,
                cut(request.getPurpose()),
                millis(request.getSubmittedAt()));
    }

    private static Summary gone(GroundGone gone) {
        return brief(gone.getHospital(), gone.getRequest(), null, List.of());
    }

    private static Summary channel(ChannelClosed closed) {
        return brief(closed.getHospital(), closed.getRequest(), closed.getMeans(), closed.getSaid());
    }

    private static Summary brief(String hospital, String request, @Nullable String outcome, List<String> codes) {
        return new Summary(
                cut(hospital),
                cut(request),
                outcome == null ? null : cut(outcome),
                codes(codes),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static Summary consent(Consent consent) {
        return new Summary(
                cut(consent.getHospital()),
                cut(consent.getRequest()),
                consent.getState().name(),
                codes(List.of("SIGNER:" + consent.getSigner())),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static Summary assessment(Assessment assessment) {
        List<String> reasons = new ArrayList<>();
        for (Verdict verdict : assessment.getVerdicts()) {
            if (!verdict.getPass()) {
                verdict.getReasons().forEach(reason -> reasons.add(verdict.getPrinciple() + ":" + reason));
            }
        }
        if (assessment.getWaitsFor() != null) {
            reasons.add("WAITS_FOR:" + assessment.getWaitsFor());
        }
        return new Summary(
                cut(assessment.getHospital()),
                cut(assessment.getRequest()),
                assessment.getOutcome().name(),
                codes(reasons),
                alternatives(assessment.getAlternatives()),
                cut(assessment.getScene()),
                cut(assessment.getInstitutionType()),
                cut(assessment.getPurpose()),
                millis(assessment.getSubmittedAt()));
    }

    private static Summary notifications(NotificationsSettled settled) {
        List<Notification> all = settled.getNotifications();
        NotificationState worst = all.stream()
                .map(Notification::getState)
                .max(Comparator.comparingInt(Summaries::badness))
                .orElse(NotificationState.UNKNOWN);
        return new Summary(
                cut(settled.getHospital()),
                cut(settled.getRequest()),
                worst.name(),
                codes(all.stream()
                        .map(one -> one.getKind() + ":" + one.getRecipient() + ":" + one.getState()
                                + (one.getReason() == null ? "" : ":" + one.getReason()))
                        .toList()),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static Summary terms(String hospital, String outcome, ShownDocument document) {
        return new Summary(
                cut(hospital),
                null,
                outcome,
                codes(List.of(
                        "TERMS:" + document.getForm() + "@" + document.getVersion() + ":" + document.getLanguage())),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static int badness(NotificationState state) {
        return switch (state) {
            case SENT -> 0;
            case SENDING -> 1;
            case SUPPRESSED -> 2;
            case FAILED -> 3;
            case UNKNOWN -> 4;
        };
    }

    private static List<String> alternatives(List<Alternative> alternatives) {
        return codes(alternatives.stream().map(Alternative::getKind).toList());
    }

    private static List<String> codes(List<String> codes) {
        return codes.stream().limit(MOST_CODES).map(Summaries::cut).toList();
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
