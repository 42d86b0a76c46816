package org.carecontact.policy;

import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.policy.domain.DoctorCommand;
import org.carecontact.policy.domain.DoctorEvent;
import org.carecontact.policy.domain.DoctorRejection;
import org.carecontact.policy.domain.EditionCommand;
import org.carecontact.policy.domain.EditionEvent;
import org.carecontact.policy.domain.EditionRejection;
import org.carecontact.policy.domain.Editions;
import org.carecontact.policy.domain.KnownDoctor;
import org.carecontact.policy.domain.Pair;
import org.carecontact.policy.domain.PairCommand;
import org.carecontact.policy.domain.PairEvent;
import org.carecontact.policy.domain.PairRejection;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
class PolicyModule {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, HttpCommand.class);
    }

    @Bean
    Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editionDocuments(
            Kernel kernel, EditionAggregate editions) {
        return kernel.documents(editions);
    }

    @Bean
    Library library(
            Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions,
            EditionAggregate aggregate,
            MongoDatabaseFactory mongo,
            Kernel kernel,
            PolicyProperties properties) {
        return new Library(
                editions,
                kernel,
                () -> mongo.getMongoDatabase()
                        .getCollection(aggregate.collection())
                        .distinct("hospital", String.class)
                        .into(new ArrayList<>()),
                PolicyDocuments.all(properties.path()));
    }

    @Bean
    Wordings wordings() {
        return new Wordings();
    }

    @Bean
    Documents<PairCommand, Pair, PairEvent, PairRejection> pairDocuments(
            Kernel kernel, PairAggregate pairs, MongoDatabaseFactory mongo) {
        mongo.getMongoDatabase()
                .getCollection(pairs.collection())
                .createIndex(new Document(WaitingCases.AWAITED_DOCTOR, 1), new IndexOptions().sparse(true));
        return kernel.documents(pairs);
    }

    @Bean
    Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> doctorDocuments(
            Kernel kernel, DoctorAggregate doctors) {
        return kernel.documents(doctors);
    }

    @Bean
    Inbox<PairCommand> pairInbox(
            Kernel kernel,
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            Pairs pairs,
            DoctorsAtHand doctors) {
        return kernel.inbox(documents, new PairEventMapper(pairs, doctors, kernel.clock())::meaning);
    }

    @Bean
    Inbox<DoctorCommand> doctorInbox(
            Kernel kernel,
            Documents<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> documents,
            DoctorsAtHand doctors) {
        return kernel.inbox(documents, new DoctorEventMapper(doctors, kernel.clock())::meaning);
    }
}
