package org.carecontact.gateway.people;

import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.gateway.values.Births;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the store of patients. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

    @Bean
    Documents<PersonCommand, Person, PersonEvent, PersonRejection> people(Kernel kernel, Births births) {
        return kernel.documents(new PersonAggregate(births));
    }
}
