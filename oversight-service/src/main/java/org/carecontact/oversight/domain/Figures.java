package org.carecontact.oversight.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds entries into figures. Each request is a set of facts, so that an event seen twice, late or before its cause
 * changes nothing. Holds only so many requests at once.
 */
public final class Figures {

    /** The scene or institution type of requests that policy has not looked at yet. */
    public static final String UNKNOWN = "UNKNOWN";

    private final Instant since;
    private final int most;
    private final Map<String, Request> requests = new HashMap<>();
    private final Map<String, Outcomes> byScene = new TreeMap<>();
    private final Map<String, Outcomes> byInstitutionType = new TreeMap<>();
    private final Durations toDecision = new Durations();
    private final Durations toGranted = new Durations();
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

    /** Takes an entry in; false when no more requests can be held: begin again with more passes. */
    public boolean take(Seen seen) {
        if (Math.floorMod(seen.request().hashCode(), passes) != pass) {
            return true;
        }
        Request request = requests.get(seen.request());
        if (request == null) {
            if (requests.size() == most) {
                return false;
            }
            request = new Request();
            requests.put(seen.request(), request);
        }
        request.take(seen);
        return true;
    }

    /** Ends a pass: counts what it held; true when there is another to come. */
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

    /** Submission to the first permit or denial by policy. */
    public Durations toDecision() {
        return toDecision;
    }

    /** Submission to the grant. */
    public Durations toGranted() {
        return toGranted;
    }

    private void count(Request request) {
        Outcomes one = request.outcomes();
        total = total.plus(one);
        byScene.merge(request.scene, one, Outcomes::plus);
        byInstitutionType.merge(request.institutionType, one, Outcomes::plus);
        if (request.decidedAt != Long.MAX_VALUE) {
            toDecision.add(request.decidedAt - request.submittedAt);
        }
        if (request.grantedAt != Long.MAX_VALUE) {
            toGranted.add(request.grantedAt - request.submittedAt);
        }
    }

    /** What is known of one request. */
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

        void take(Seen seen) {
            if (seen.submittedAt() != null) {
                submittedAt = seen.submittedAt().toEpochMilli();
            }
            long at = seen.at().toEpochMilli();
            facts |= fact(seen.type(), seen.outcome());
            if (seen.type().equals("ContactGranted")) {
                grantedAt = Math.min(grantedAt, at);
            }
            boolean decided = seen.type().equals("PolicyDecided") && !"DEFER".equals(seen.outcome());
            if (decided || (seen.type().equals("PolicyPrechecked") && "DENY".equals(seen.outcome()))) {
                decidedAt = Math.min(decidedAt, at);
            }
            if (seen.scene() != null && seen.institutionType() != null && at >= assessedAt) {
                assessedAt = at;
                scene = known(seen.scene());
                institutionType = known(seen.institutionType());
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

        private static int fact(String type, @Nullable String outcome) {
            return switch (type) {
                case "ContactGranted" -> GRANTED;
                case "RequestRedirected" -> REDIRECTED;
                case "RequestDeclined" -> DECLINED;
                case "RequestWithdrawn" -> WITHDRAWN;
                case "RequestExpired" -> EXPIRED;
                case "ContactEnded" -> GRANTED | ENDED;
                case "PolicyDecided" -> "DEFER".equals(outcome) ? DEFERRED : 0;
                default -> 0;
            };
        }

        /** The few codes there are, once each in memory. */
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
