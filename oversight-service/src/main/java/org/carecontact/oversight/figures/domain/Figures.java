package org.carecontact.oversight.figures.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Folds entries into figures. Each request is a set of facts, so a repeated, late or early event changes nothing. The
 * number of requests held at once is limited.
 */
public final class Figures {

    /** The scene or institution type of requests that policy has not looked at yet. */
    public static final String UNKNOWN = "UNKNOWN";

    /** Significant digits of a quantile. */
    private static final int DIGITS = 3;

    private final Instant since;
    private final int most;
    private final Map<String, Request> requests = new HashMap<>();
    private final Map<String, Outcomes> byScene = new TreeMap<>();
    private final Map<String, Outcomes> byInstitutionType = new TreeMap<>();
    private final Histogram toDecision = new Histogram(DIGITS);
    private final Histogram toGranted = new Histogram(DIGITS);
    private Outcomes total = Outcomes.NONE;
    private final int passes;
    private int pass;

    /**
     * @param since requests submitted earlier do not count
     * @param most requests held at once
     * @param passes over how many passes the requests are dealt; each pass has to see all entries
     */
    public Figures(Instant since, int most, int passes) {
        this.since = since;
        this.most = most;
        this.passes = passes;
    }

    /** Takes an entry; returns false when no more requests can be held, and more passes are needed. */
    public boolean take(RequestFact fact) {
        if (Math.floorMod(fact.request().hashCode(), passes) != pass) {
            return true;
        }
        Request request = requests.get(fact.request());
        if (request == null) {
            if (requests.size() == most) {
                return false;
            }
            request = new Request();
            requests.put(fact.request(), request);
        }
        request.take(fact);
        return true;
    }

    /** Ends a pass and counts its requests; returns whether another pass follows. */
    public boolean count() {
        requests.values().stream().filter(request -> request.countsSince(since)).forEach(this::count);
        requests.clear();
        return ++pass < passes;
    }

    public Outcomes total() {
        return total;
    }

    public Outcomes ofScene(String scene) {
        return byScene.getOrDefault(scene, Outcomes.NONE);
    }

    public Outcomes ofInstitutionType(String type) {
        return byInstitutionType.getOrDefault(type, Outcomes.NONE);
    }

    /** Milliseconds from submission to the first permit or denial by policy. */
    public Histogram toDecision() {
        return toDecision;
    }

    /** Milliseconds from submission to the grant. */
    public Histogram toGranted() {
        return toGranted;
    }

    private void count(Request request) {
        Outcomes one = request.outcomes();
        total = total.plus(one);
        byScene.merge(request.scene, one, Outcomes::plus);
        byInstitutionType.merge(request.institutionType, one, Outcomes::plus);
        if (request.decidedAt != Long.MAX_VALUE) {
            toDecision.recordValue(Math.max(0, request.decidedAt - request.submittedAt));
        }
        if (request.grantedAt != Long.MAX_VALUE) {
            toGranted.recordValue(Math.max(0, request.grantedAt - request.submittedAt));
        }
    }

    /** The known facts of one request. */
    private static final class Request {

        private static final int GRANTED = 1;
        private static final int REDIRECTED = 2;
        private static final int DECLINED = 4;
        private static final int WITHDRAWN = 8;
        private static final int EXPIRED = 16;
        private static final int DEFERRED = 32;
        private static final int ENDED = 64;
        private static final int SETTLED = GRANTED | REDIRECTED | DECLINED | WITHDRAWN | EXPIRED;

        private int facts;
        private long submittedAt = Long.MIN_VALUE;
        private long decidedAt = Long.MAX_VALUE;
        private long grantedAt = Long.MAX_VALUE;
        private long assessedAt = Long.MIN_VALUE;
        private String scene = UNKNOWN;
        private String institutionType = UNKNOWN;

        void take(RequestFact fact) {
            if (fact.submittedAt() != null) {
                submittedAt = fact.submittedAt().toEpochMilli();
            }
            long at = fact.at().toEpochMilli();
            CaseEvent.of(fact.type()).ifPresent(event -> take(event, fact.outcome(), at));
            if (fact.scene() != null && fact.institutionType() != null && at >= assessedAt) {
                assessedAt = at;
                scene = known(fact.scene());
                institutionType = known(fact.institutionType());
            }
        }

        boolean countsSince(Instant since) {
            return submittedAt != Long.MIN_VALUE && submittedAt >= since.toEpochMilli();
        }

        Outcomes outcomes() {
            return new Outcomes(
                    1,
                    has(GRANTED),
                    has(REDIRECTED),
                    has(DECLINED),
                    has(WITHDRAWN),
                    has(EXPIRED),
                    has(DEFERRED),
                    has(ENDED),
                    (facts & SETTLED) == 0 ? 1 : 0);
        }

        private long has(int fact) {
            return (facts & fact) != 0 ? 1 : 0;
        }

        private void take(CaseEvent event, @Nullable String outcome, long at) {
            switch (event) {
                case CONTACT_GRANTED -> {
                    facts |= GRANTED;
                    grantedAt = Math.min(grantedAt, at);
                }
                case REQUEST_REDIRECTED -> facts |= REDIRECTED;
                case REQUEST_DECLINED -> facts |= DECLINED;
                case REQUEST_WITHDRAWN -> facts |= WITHDRAWN;
                case REQUEST_EXPIRED -> facts |= EXPIRED;
                case CONTACT_ENDED -> facts |= GRANTED | ENDED;
                case POLICY_DECIDED -> {
                    if ("DEFER".equals(outcome)) {
                        facts |= DEFERRED;
                    } else {
                        decidedAt = Math.min(decidedAt, at);
                    }
                }
                case POLICY_PRECHECKED -> {
                    if ("DENY".equals(outcome)) {
                        decidedAt = Math.min(decidedAt, at);
                    }
                }
                case CONTACT_REQUEST_SUBMITTED,
                        PAIR_CARRIED,
                        CONSENT_ASKED,
                        SIGNING_CODE_ISSUED,
                        CONSENT_SIGNED,
                        CONSENT_REFUSED,
                        CONSENT_ASKED_ANEW,
                        CONSENT_SUSPENDED,
                        CONSENT_RENEWED,
                        CONSENT_WITHDRAWN,
                        CONSENT_LAPSED,
                        CONSENT_EXPIRED,
                        DOCTOR_ASKED,
                        CHANNEL_CLOSED,
                        ASK_AGAIN_WANTED,
                        GROUND_GONE,
                        ASK_AGAIN_POSSIBLE,
                        CONTACT_REMINDER_DUE,
                        CONTACT_RENEWAL_MOVED,
                        CONTACT_RENEWED,
                        CONTACT_SUSPENDED,
                        CONTACT_RESUMED,
                        MISUSE_REPORTED,
                        REPORT_DECIDED,
                        REPORT_CONTESTED,
                        NOTIFICATIONS_SETTLED -> {}
            }
        }

        /** Keeps each of the few codes once in memory. */
        private static String known(String code) {
            return switch (code) {
                case "OUTPATIENT" -> "OUTPATIENT";
                case "INPATIENT" -> "INPATIENT";
                case "ONLINE" -> "ONLINE";
                case "NONE" -> "NONE";
                case "PUBLIC_TERTIARY" -> "PUBLIC_TERTIARY";
                case "PRIVATE_SPECIALTY" -> "PRIVATE_SPECIALTY";
                case "INTERNET" -> "INTERNET";
                default -> UNKNOWN;
            };
        }
    }
}
