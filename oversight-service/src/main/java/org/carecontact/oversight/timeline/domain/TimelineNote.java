package org.carecontact.oversight.timeline.domain;

import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.carecontact.oversight.ledger.domain.CaseEvent.PolicyAnswer;

/** What an event means to people; the words stand in a resource. */
public enum TimelineNote {
    SUBMITTED,
    PRECHECK_PASSED,
    PRECHECK_DENIED,
    CONSENT_ASKED,
    CODE_ISSUED,
    CONSENT_SIGNED,
    CONSENT_REFUSED,
    CONSENT_WITHDRAWN,
    CONSENT_LAPSED,
    CONSENT_EXPIRED,
    POLICY_PERMITS,
    POLICY_DEFERS,
    POLICY_DENIES,
    DOCTOR_ASKED,
    GRANTED,
    DECLINED,
    REDIRECTED,
    WITHDRAWN,
    EXPIRED,
    CONTACT_ENDED,
    NOTIFIED,
    UNREADABLE,
    UNKNOWN;

    public static TimelineNote of(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Submitted _ -> SUBMITTED;
            case CaseEvent.Prechecked(PolicyAnswer answer) ->
                answer == PolicyAnswer.PERMIT ? PRECHECK_PASSED : PRECHECK_DENIED;
            case CaseEvent.ConsentAsked _ -> CONSENT_ASKED;
            case CaseEvent.SigningCodeIssued _ -> CODE_ISSUED;
            case CaseEvent.ConsentSigned _ -> CONSENT_SIGNED;
            case CaseEvent.ConsentRefused _ -> CONSENT_REFUSED;
            case CaseEvent.ConsentWithdrawn _ -> CONSENT_WITHDRAWN;
            case CaseEvent.ConsentLapsed _ -> CONSENT_LAPSED;
            case CaseEvent.ConsentExpired _ -> CONSENT_EXPIRED;
            case CaseEvent.Decided(PolicyAnswer answer) ->
                switch (answer) {
                    case PERMIT -> POLICY_PERMITS;
                    case DEFER -> POLICY_DEFERS;
                    case DENY -> POLICY_DENIES;
                };
            case CaseEvent.DoctorAsked _ -> DOCTOR_ASKED;
            case CaseEvent.ContactGranted _ -> GRANTED;
            case CaseEvent.RequestDeclined _ -> DECLINED;
            case CaseEvent.RequestRedirected _ -> REDIRECTED;
            case CaseEvent.RequestWithdrawn _ -> WITHDRAWN;
            case CaseEvent.RequestExpired _ -> EXPIRED;
            case CaseEvent.ContactEnded _ -> CONTACT_ENDED;
            case CaseEvent.NotificationsSettled _ -> NOTIFIED;
            case CaseEvent.Unreadable _ -> UNREADABLE;
            case CaseEvent.Unknown _ -> UNKNOWN;
        };
    }
}
