package org.carecontact.policy.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.facts.domain.Encounter.Kind;
import org.carecontact.policy.rules.domain.Policies;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.schemas.Relations;
import org.junit.jupiter.api.Test;

/** The national layer names the same guardians as the services: CEL can't read a list of Java. */
class GuardiansTest {

    private static final Pattern RELATIONS = Pattern.compile("relation in \\[([^]]*)]");

    @Test
    void each_list_of_relations_is_the_list_of_guardians() {
        List<Set<String>> lists = RELATIONS
                .matcher(PolicyDocuments.text("policies/national.yaml"))
                .results()
                .map(found -> Set.of(found.group(1).replace("'", "").split(", ")))
                .toList();

        assertThat(lists).hasSize(2).containsOnly(Relations.GUARDIANS);
    }

    @Test
    void every_guardian_may_ask_for_a_child() {
        Policies policies = PolicyDocuments.read(ShippedPoliciesTest.HOSPITALS);
        Given child = Given.at("tongren", "cardiology", Kind.AMB)
                .aged(AgeBand.UNDER_14)
                .signedBy(Signer.GUARDIAN, Paper.CONSENT);

        assertThat(Relations.GUARDIANS)
                .allSatisfy(relation -> assertThat(policies.assess(
                                        child.by(Requester.FAMILY, relation).facts())
                                .outcome())
                        .isEqualTo(Outcome.PERMIT));
    }
}
