package org.carecontact.policy.documents;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Obligation;
import org.carecontact.policy.vocabulary.domain.Outcome;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.jspecify.annotations.Nullable;

/** One policy document: the rules of one layer and, in a hospital's own document, the hospital itself. */
public record PolicyDocument(Layer layer, @Nullable Hospital hospital, List<Example> examples, String text) {

    /** Facts and the outcome that this document alone must give for them. */
    record Example(Entry place, String name, Map<Fact, Object> given, Expected expected) {}

    /**
     * The expected outcome; what is null or empty is not compared.
     *
     * @param because ids of rules, all of which must be among the reasons
     */
    record Expected(
            Outcome outcome,
            Set<String> because,
            @Nullable Set<Channel> channels,
            @Nullable Integer contactDays,
            @Nullable Set<Obligation> obligations,
            @Nullable Set<Remedy> alternatives,
            @Nullable Set<Paper> papers,
            @Nullable Signer signer) {}
}
