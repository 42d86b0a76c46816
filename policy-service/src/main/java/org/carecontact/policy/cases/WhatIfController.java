package org.carecontact.policy.cases;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.Pair.PastCase;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.documents.DocumentChecks;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.editions.Library;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.vocabulary.domain.Century;
import org.carecontact.schemas.Metric;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Tries candidate policies on the hospital's past cases; hanging up ends it. */
@RestController
final class WhatIfController {

    private static final int PAGE = 1_000;

    /**
     * Candidate documents, YAML, each in the place of its namesake.
     *
     * @param since decided from then on; all when it is missing
     * @param until decided before then
     */
    record WhatIfBody(
            @Nullable List<@Nullable String> texts,
            @Nullable Instant since,
            @Nullable Instant until) {}

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> pairs;
    private final Library library;
    private final DocumentChecks checks;
    private final ObjectMapper json;
    private final Limits limits;
    private final Counter judged;

    WhatIfController(
            Documents<PairCommand, Pair, PairEvent, PairRejection> pairs,
            Library library,
            DocumentChecks checks,
            ObjectMapper json,
            Limits limits,
            MeterRegistry meters) {
        this.pairs = pairs;
        this.library = library;
        this.checks = checks;
        this.json = json;
        this.limits = limits;
        this.judged = Counter.builder(Metric.WHAT_IF_CASES.id())
                .description(Metric.WHAT_IF_CASES.description())
                .register(meters);
    }

    @Operation(
            summary = "What candidate policies would have said to past cases, as NDJSON",
            description = "Lines of the kinds progress, changed (a case with the rules that change it) and summary"
                    + " (counts before and after by scene, type and department). Nothing is stored.")
    @PostMapping(path = "/policies/what-if", produces = "application/x-ndjson")
    void whatIf(Caller caller, @RequestBody WhatIfBody body, HttpServletResponse response) throws IOException {
        caller.mustBe(Role.SUPERVISOR);
        limits.spend(caller, "what-if");
        WhatIf trial = new WhatIf(candidate(caller, body));
        response.setContentType("application/x-ndjson");
        OutputStream out = response.getOutputStream();
        String after = null;
        List<Stored<Pair>> page;
        long judgedBefore = 0;
        do {
            page = pairs.page(caller.hospital(), new Document(), after, PAGE);
            for (Stored<Pair> stored : page) {
                for (PastCase one : stored.state().cases().toList()) {
                    if (within(one.decided(), body)) {
                        WhatIf.Changed changed = trial.judge(one.decided());
                        if (changed != null) {
                            line(out, Map.of("changed", changed));
                        }
                    }
                }
                after = stored.id();
            }
            judged.increment(trial.cases() - judgedBefore);
            judgedBefore = trial.cases();
            line(out, Map.of("progress", Map.of("cases", trial.cases(), "changed", trial.changed())));
            out.flush();
        } while (page.size() == PAGE);
        line(
                out,
                Map.of(
                        "summary",
                        Map.of("cases", trial.cases(), "changed", trial.changed(), "counts", trial.counts())));
        out.flush();
    }

    private Policies candidate(Caller caller, WhatIfBody body) {
        requireNear("since", body.since());
        requireNear("until", body.until());
        try {
            List<PolicyDocument> candidates =
                    checks.parse("candidate", body.texts() == null ? List.of() : body.texts());
            for (PolicyDocument one : candidates) {
                if (one.hospital() != null && !one.hospital().id().equals(caller.hospital())) {
                    throw new PolicyRefused("candidate: " + one.layer().name() + " is another hospital's");
                }
            }
            return PolicyDocuments.together(library.nowWith(candidates));
        } catch (PolicyRefused e) {
            throw Problem.of("policy-refused")
                    .with("problems", String.join("\n", e.problems()))
                    .field("texts")
                    .exception();
        }
    }

    private static void requireNear(String field, @Nullable Instant moment) {
        if (moment != null && !Century.has(moment)) {
            throw Problem.of("bad-moment")
                    .with("field", field)
                    .with("first", Century.FIRST)
                    .with("last", Century.LAST)
                    .field(field)
                    .exception();
        }
    }

    private static boolean within(Decided decided, WhatIfBody body) {
        return (body.since() == null || !decided.at().isBefore(body.since()))
                && (body.until() == null || decided.at().isBefore(body.until()));
    }

    private void line(OutputStream out, Object what) throws IOException {
        out.write((json.writeValueAsString(what) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
