package org.carecontact.policy.editions;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.policy.editions.domain.EditionCommand;
import org.carecontact.policy.editions.domain.EditionDecider;
import org.carecontact.policy.editions.domain.EditionEvent;
import org.carecontact.policy.editions.domain.EditionRejection;
import org.carecontact.policy.editions.domain.Editions;
import org.springframework.stereotype.Component;

/** Stores the versions of one policy document as one Mongo document. */
@Component
final class EditionAggregate implements Aggregate<EditionCommand, Editions, EditionEvent, EditionRejection> {

    /** The owner of documents that hold for all hospitals; no hospital can have this name. */
    static final String EVERYONE = "*";

    private final EditionDecider decider = new EditionDecider();

    static String id(String owner, String name) {
        return owner + ":" + name;
    }

    @Override
    public String collection() {
        return "policies";
    }

    @Override
    public Class<Editions> stateType() {
        return Editions.class;
    }

    @Override
    public Decider<EditionCommand, Editions, EditionEvent, EditionRejection> decider() {
        return decider;
    }
}
