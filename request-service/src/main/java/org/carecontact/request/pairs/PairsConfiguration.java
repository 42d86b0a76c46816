package org.carecontact.request.pairs;

import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.patients.KnownPatients;
import org.carecontact.request.patients.domain.MergeRejection;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.request.patients.domain.NumberMerged;
import org.carecontact.request.patients.domain.PatientNumber;
import org.carecontact.request.quotas.Places;
import org.carecontact.request.quotas.Turns;
import org.carecontact.request.terms.SignedTerms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PairsConfiguration {

    @Bean
    Documents<PairCommand, Pair, PairEvent, PairRejection> pairDocuments(Kernel kernel, LimitsProperties limits) {
        return kernel.documents(new PairAggregate(limits.limits()))
                .indexed("state.request.patient", "state.request.survivor", "state.request.doctor")
                .indexedTexts(Places.HELD)
                .uniqueTexts(Places.TAKEN);
    }

    @Bean
    Inbox<PairCommand> pairInbox(
            Kernel kernel,
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Pairs pairs,
            Alternatives alternatives,
            SignedTerms terms,
            Turns turns,
            Carrying carrying) {
        FactEventMapper facts = new FactEventMapper(pairs, kernel.clock(), alternatives, terms);
        return kernel.inbox(
                documents,
                batch -> turns.of(facts.permitted(batch), kernel.clock().instant()),
                facts::meaning,
                carrying::afterFacts);
    }

    @Bean
    Inbox<NoteMerge> mergeInbox(
            Kernel kernel,
            Documents<NoteMerge, PatientNumber, NumberMerged, MergeRejection> numbers,
            KnownPatients patients,
            Carrying carrying) {
        MergeEventMapper merges = new MergeEventMapper(patients);
        return kernel.inbox(numbers, batch -> batch, (received, _) -> merges.meaning(received), carrying::afterMerges);
    }
}
