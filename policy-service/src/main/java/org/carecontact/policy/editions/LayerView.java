package org.carecontact.policy.editions;

import java.util.List;
import java.util.TreeSet;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;

/** A layer of rules, as officers read it. */
record LayerView(String layer, String name, int version, Wording title, String source, List<RuleView> rules) {

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

    static LayerView of(Layer layer) {
        return new LayerView(
                layer.level().name(),
                layer.name(),
                layer.version(),
                layer.title(),
                layer.source(),
                layer.rules().stream().map(LayerView::view).toList());
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
