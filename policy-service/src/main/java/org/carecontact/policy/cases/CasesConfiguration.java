package org.carecontact.policy.cases;

import com.mongodb.client.model.IndexOptions;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.Doctors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Stores pairs and feeds them from Kafka. */
@Configuration(proxyBeanMethods = false)
class CasesConfiguration {

    @Bean
    Documents<PairCommand, Pair, PairEvent, PairRejection> pairDocuments(
            Kernel kernel, PairAggregate pairs, MongoDatabaseFactory mongo) {
        mongo.getMongoDatabase()
                .getCollection(pairs.collection())
                .createIndex(new Document(WaitingCases.AWAITED_DOCTOR, 1), new IndexOptions().sparse(true));
        return kernel.documents(pairs).indexed(PairsOfPatients.PATIENT);
    }

    @Bean
    Inbox<PairCommand> pairInbox(
            Kernel kernel,
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Pairs pairs,
            PairsOfPatients known,
            Doctors doctors,
            WaitingCases waiting) {
        return kernel.inbox(
                documents,
                doctors::namedIn,
                new PairEventMapper(pairs, known, kernel.clock())::meaning,
                waiting::recheck);
    }
}
