package org.carecontact.oversight.figures.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.carecontact.oversight.ledger.domain.CaseEvent;
import org.carecontact.oversight.ledger.domain.CaseEvent.PolicyAnswer;

/**
 * Folds entries into figures. Each request is a set of facts, so that an event seen twice, late or before its cause
 * changes nothing. Holds only so many requests at once.
 */
public final class Figures {

    private final Instant since;
    private final int most;
    private final Map<String, Request> requests = new HashMap<>();
    private final Map<Scene, Outcomes> byScene = new EnumMap<>(Scene.class);
    private final Map<InstitutionType, Outcomes> byInstitutionType = new EnumMap<>(InstitutionType.class);
    private final LongConsumer toDecision;
    private final LongConsumer toGranted;
    private Outcomes total = Outcomes.NONE;
    private final int passes;
    private int pass;

    /**
     * @param since requests submitted earlier do not count
     * @param most requests held at once
     * @param passes over how many passes the requests are dealt; each pass has to see all entries
     * @param toDecision takes the milliseconds from each submission to policy's first permit or denial
     * @param toGranted takes the milliseconds from each submission to the grant
     */
    public Figures(Instant since, int most, int passes, LongConsumer toDecision, LongConsumer toGranted) {
        this.since = since;
        this.toDecision = toDecision;
        this.toGranted = toGranted;
        this.most = most;
        this.passes = passes;
    }

    /** Takes an entry in; false when no more requests can be held: begin again with more passes. */
    public boolean take(FigureEntry entry) {
        if (Math.floorMod(entry.request().hashCode(), passes) != pass) {
            return true;
        }
        Request request = requests.get(entry.request());
        if (request == null) {
            if (requests.size() == most) {
                return false;
            }
            request = new Request();
            requests.put(entry.request(), request);
        }
        request.take(entry);
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

    public Outcomes ofScene(Scene scene) {
        return byScene.getOrDefault(scene, Outcomes.NONE);
    }

    public Outcomes ofInstitutionType(InstitutionType type) {
        return byInstitutionType.getOrDefault(type, Outcomes.NONE);
    }

    private void count(Request request) {
        Outcomes outcomes = request.outcomes();
        total = total.plus(outcomes);
        byScene.merge(request.scene, outcomes, Outcomes::plus);
        byInstitutionType.merge(request.institutionType, outcomes, Outcomes::plus);
        if (request.decidedAt != Long.MAX_VALUE) {
            toDecision.accept(Math.max(0, request.decidedAt - request.submittedAt));
        }
        if (request.grantedAt != Long.MAX_VALUE) {
            toGranted.accept(Math.max(0, request.grantedAt - request.submittedAt));
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
        private Scene scene = Scene.UNKNOWN;
        private InstitutionType institutionType = InstitutionType.UNKNOWN;

        void take(FigureEntry entry) {
            if (entry.submittedAt() != null) {
                submittedAt = entry.submittedAt().toEpochMilli();
            }
            long at = entry.at().toEpochMilli();
            facts |= facts(entry.event());
            if (entry.event() instanceof CaseEvent.ContactGranted) {
                grantedAt = Math.min(grantedAt, at);
            }
            if (decides(entry.event())) {
                decidedAt = Math.min(decidedAt, at);
            }
            if (entry.scene() != null && entry.institutionType() != null && at >= assessedAt) {
                assessedAt = at;
                scene = entry.scene();
                institutionType = entry.institutionType();
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

        private static int facts(CaseEvent event) {
            return switch (event) {
                case CaseEvent.ContactGranted _ -> GRANTED;
                case CaseEvent.RequestRedirected _ -> REDIRECTED;
                case CaseEvent.RequestDeclined _ -> DECLINED;
                case CaseEvent.RequestWithdrawn _ -> WITHDRAWN;
                case CaseEvent.RequestExpired _ -> EXPIRED;
                case CaseEvent.ContactEnded _ -> GRANTED | ENDED;
                case CaseEvent.Decided(PolicyAnswer answer) -> answer == PolicyAnswer.DEFER ? DEFERRED : 0;
                case CaseEvent.Submitted _,
                        CaseEvent.Prechecked _,
                        CaseEvent.ConsentAsked _,
                        CaseEvent.SigningCodeIssued _,
                        CaseEvent.ConsentSigned _,
                        CaseEvent.ConsentRefused _,
                        CaseEvent.ConsentWithdrawn _,
                        CaseEvent.ConsentLapsed _,
                        CaseEvent.ConsentExpired _,
                        CaseEvent.DoctorAsked _,
                        CaseEvent.NotificationsSettled _,
                        CaseEvent.Unreadable _,
                        CaseEvent.Unknown _ -> 0;
            };
        }

        /** Policy decides by a permit or a denial, or by denying already in the pre-check. */
        private static boolean decides(CaseEvent event) {
            return switch (event) {
                case CaseEvent.Decided(PolicyAnswer answer) -> answer != PolicyAnswer.DEFER;
                case CaseEvent.Prechecked(PolicyAnswer answer) -> answer == PolicyAnswer.DENY;
                case CaseEvent.Submitted _,
                        CaseEvent.ConsentAsked _,
                        CaseEvent.SigningCodeIssued _,
                        CaseEvent.ConsentSigned _,
                        CaseEvent.ConsentRefused _,
                        CaseEvent.ConsentWithdrawn _,
                        CaseEvent.ConsentLapsed _,
                        CaseEvent.ConsentExpired _,
                        CaseEvent.DoctorAsked _,
                        CaseEvent.ContactGranted _,
                        CaseEvent.RequestDeclined _,
                        CaseEvent.RequestRedirected _,
                        CaseEvent.RequestWithdrawn _,
                        CaseEvent.RequestExpired _,
                        CaseEvent.ContactEnded _,
                        CaseEvent.NotificationsSettled _,
                        CaseEvent.Unreadable _,
                        CaseEvent.Unknown _ -> false;
            };
        }
    }
}
