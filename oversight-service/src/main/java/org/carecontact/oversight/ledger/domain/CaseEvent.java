package org.carecontact.oversight.ledger.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every event of a case; causes stand before their effects, for events of the same millisecond. A new event does not
 * compile until figures handle it.
 */
public enum CaseEvent {
    CONTACT_REQUEST_SUBMITTED("ContactRequestSubmitted"),
    POLICY_PRECHECKED("PolicyPrechecked"),
    PAIR_CARRIED("PairCarried"),
    CONSENT_ASKED("ConsentAsked"),
    SIGNING_CODE_ISSUED("SigningCodeIssued"),
    CONSENT_SIGNED("ConsentSigned"),
    CONSENT_REFUSED("ConsentRefused"),
    POLICY_DECIDED("PolicyDecided"),
    DOCTOR_ASKED("DoctorAsked"),
    CONTACT_GRANTED("ContactGranted"),
    REQUEST_DECLINED("RequestDeclined"),
    REQUEST_REDIRECTED("RequestRedirected"),
    REQUEST_WITHDRAWN("RequestWithdrawn"),
    REQUEST_EXPIRED("RequestExpired"),
    ASK_AGAIN_WANTED("AskAgainWanted"),
    GROUND_GONE("GroundGone"),
    ASK_AGAIN_POSSIBLE("AskAgainPossible"),
    CONTACT_REMINDER_DUE("ContactReminderDue"),
    CONTACT_RENEWAL_MOVED("ContactRenewalMoved"),
    CONTACT_RENEWED("ContactRenewed"),
    CONTACT_SUSPENDED("ContactSuspended"),
    CONTACT_RESUMED("ContactResumed"),
    CONSENT_ASKED_ANEW("ConsentAskedAnew"),
    CONSENT_SUSPENDED("ConsentSuspended"),
    CONSENT_RENEWED("ConsentRenewed"),
    MISUSE_REPORTED("MisuseReported"),
    REPORT_DECIDED("ReportDecided"),
    REPORT_CONTESTED("ReportContested"),
    CONSENT_WITHDRAWN("ConsentWithdrawn"),
    CONSENT_LAPSED("ConsentLapsed"),
    CONSENT_EXPIRED("ConsentExpired"),
    CONTACT_ENDED("ContactEnded"),
    CHANNEL_CLOSED("ChannelClosed"),
    NOTIFICATIONS_SETTLED("NotificationsSettled");

    private static final Map<String, CaseEvent> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(CaseEvent::type, Function.identity()));

    private final String type;

    CaseEvent(String type) {
        this.type = type;
    }

    /** Returns the name of the Avro record, which entries keep as their type. */
    public String type() {
        return type;
    }

    /** Returns the event of an entry's type; empty for an unreadable record or one that belongs to no case. */
    public static Optional<CaseEvent> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
