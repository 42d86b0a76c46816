package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks of documents are bounded by the cases that they try, however many rules there are. */
class CaseBudgetTest {

    @Test
    void the_shipped_documents_together_need_a_twentieth() {
        CaseBudget budget = new CaseBudget("shipped");
        for (String name : PolicyDocuments.SHIPPED) {
            DocumentParser.parse(name, PolicyDocuments.text("policies/" + name), budget);
        }
        assertThat(budget.spent()).isPositive().isLessThan(CaseBudget.WHOLE / 20);
    }

    @Test
    void rules_that_cost_too_much_together_are_refused() {
        assertThat(DocumentParser.parse("document", rules(2, 2)).layer().rules())
                .hasSize(4);
        assertThatThrownBy(() -> DocumentParser.parse("document", rules(12, 12)))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageStartingWith("document, line 1: to compare every permit with every deny");
        assertThatThrownBy(() -> DocumentParser.parse("document", rules(200, 200)))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageStartingWith("document, line 1: to compare every permit with every deny");
    }

    @Test
    void a_condition_that_compares_too_much_is_refused_where_it_stands() {
        String condition = "scene == 'ONLINE' && lastEncounter == 'NONE' && inProgress == 'NONE' && purpose == 'X'"
                        .replace("'X'", "'CONVENIENCE'")
                + " && wish == 'ANY' && requester == 'FAMILY' && ageBand == 'ADULT' && doctor == 'ACTIVE'"
                + " && trustConduct == 'GOOD' && trustRestraint == 'GOOD' && trustAdherence == 'GOOD'"
                + " && requestsIn90Days > 1 && optIn && surgeryDay && doctorAbsent && atCapacity";
        assertThatThrownBy(() -> DocumentParser.parse("document", document(rule("permit", 0, condition))))
                .isInstanceOf(PolicyRefused.class)
                .hasMessageMatching("document, line \\d+, column \\d+: a condition compares so many facts .*");
    }

    @Test
    void an_interrupt_stops_the_checks() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> DocumentParser.parse("document", rules(12, 12)))
                    .hasMessageStartingWith("document, line 1: the checks took too long");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Each pair of a permit and a deny compares the same facts in some thousands of cases. */
    static String rules(int permits, int denies) {
        String permit = "scene in ['OUTPATIENT', 'ONLINE'] && lastEncounter != 'NONE' && inProgress == 'NONE'"
                + " && purpose != 'CONVENIENCE' && ageBand == 'ADULT' && requester == 'PATIENT' && wish != 'WECOM'";
        String deny = "scene == 'NONE' && lastEncounter == 'OLDER' && inProgress == 'EMER'"
                + " && purpose == 'CONVENIENCE' && ageBand == 'UNDER_14' && requester == 'FAMILY' && wish == 'WECOM'";
        return document(IntStream.range(0, permits)
                        .mapToObj(i -> rule("permit", i, permit))
                        .collect(Collectors.joining())
                + IntStream.range(0, denies)
                        .mapToObj(i -> rule("deny", i, deny))
                        .collect(Collectors.joining()));
    }

    private static String rule(String effect, int i, String condition) {
        return "  - {id: " + effect + "-" + i + ", title: {zh: 试, en: T}, wording: {zh: 试, en: T}, principle: SAFETY,"
                + " when: \"" + condition + "\", "
                + (effect.equals("deny") ? "deny: {alternatives: [FRONT_DESK]}" : "permit: {}") + "}\n";
    }

    private static String document(String rules) {
        return "layer: national\nname: national\nversion: 9\nfrom: 2026-01-01\ntitle: {zh: 试, en: T}\nsource: trial\n"
                + "rules:\n" + rules
                + "examples: [{name: a, given: {scene: NONE}, expect: {outcome: DENY}}]\n";
    }
}
