package org.carecontact.policy.editions;

import java.util.ArrayList;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyProperties;
import org.carecontact.policy.editions.domain.EditionCommand;
import org.carecontact.policy.editions.domain.EditionEvent;
import org.carecontact.policy.editions.domain.EditionRejection;
import org.carecontact.policy.editions.domain.Editions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Stores the versions of policy documents and reads those in force. */
@Configuration(proxyBeanMethods = false)
class EditionsConfiguration {

    @Bean
    Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editionDocuments(
            Kernel kernel, EditionAggregate editions) {
        return kernel.documents(editions).indexed();
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
}
