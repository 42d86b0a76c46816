package org.carecontact.policy;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.TreeSet;
import org.carecontact.messaging.web.Caller;
import org.carecontact.messaging.web.Page;
import org.carecontact.messaging.web.Role;
import org.carecontact.policy.domain.Effect;
import org.carecontact.policy.domain.Hours;
import org.carecontact.policy.domain.Layer;
import org.carecontact.policy.domain.Policies;
import org.carecontact.policy.domain.Rule;
import org.carecontact.policy.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules that hold at the caller's hospital. */
@RestController
final class PoliciesController {

    record LayerView(String layer, String name, int version, Wording title, String source, List<RuleView> rules) {}

    /** One rule; exactly one of the effects is there. */
    record RuleView(
            String id,
            String principle,
            Wording title,
            String source,
            String when,
            @Nullable DenyView deny,
            @Nullable DeferView defer,
            @Nullable PermitView permit,
            @Nullable RequireView require,
            Wording wording) {}

    record DenyView(List<String> alternatives) {}

    record DeferView(String until) {}

    record PermitView(
            @Nullable List<String> channels,
            @Nullable Hours hours,
            @Nullable Integer contactDays,
            List<String> obligations,
            List<String> notDuring) {}

    record RequireView(List<String> papers, @Nullable String signer) {}

    private final Policies policies;

    PoliciesController(Policies policies) {
        this.policies = policies;
    }

    @Operation(summary = "Every layer of rules that can apply at the hospital")
    @GetMapping("/policies")
    Page<LayerView> policies(Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        return new Page<>(
                policies.at(caller.hospital()).stream()
                        .map(PoliciesController::view)
                        .toList(),
                null);
    }

    private static LayerView view(Layer layer) {
        return new LayerView(
                layer.level().name(),
                layer.name(),
                layer.version(),
                layer.title(),
                layer.source(),
                layer.rules().stream().map(PoliciesController::view).toList());
    }

    private static RuleView view(Rule rule) {
        DenyView deny = null;
        DeferView defer = null;
        PermitView permit = null;
        RequireView require = null;
        switch (rule.effect()) {
            case Effect.Deny(var alternatives) -> deny = new DenyView(names(alternatives));
            case Effect.Defer(var until) -> defer = new DeferView(until.name());
            case Effect.Permit(var channels, var hours, var contactDays, var obligations, var notDuring) ->
                permit = new PermitView(
                        channels == null ? null : names(channels),
                        hours,
                        contactDays,
                        names(obligations),
                        names(notDuring));
            case Effect.Require(var papers, var signer) ->
                require = new RequireView(names(papers), signer == null ? null : signer.name());
        }
        return new RuleView(
                rule.id(),
                rule.principle().name(),
                rule.title(),
                rule.source(),
                rule.when().text(),
                deny,
                defer,
                permit,
                require,
                rule.wording());
    }

    private static List<String> names(Iterable<? extends Enum<?>> constants) {
        TreeSet<String> names = new TreeSet<>();
        constants.forEach(one -> names.add(one.name()));
        return List.copyOf(names);
    }
}
