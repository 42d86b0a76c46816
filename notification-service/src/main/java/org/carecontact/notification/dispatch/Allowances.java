package org.carecontact.notification.dispatch;

import com.mongodb.MongoException;
import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.notification.dispatch.domain.Allowance;
import org.carecontact.notification.dispatch.domain.AllowanceCommand;
import org.carecontact.notification.dispatch.domain.AllowanceDecider;
import org.carecontact.notification.dispatch.domain.AllowanceEvent;
import org.carecontact.notification.dispatch.domain.AllowanceRejection;

/** The number of text messages that each person got, which all instances count together. */
final class Allowances {

    /** Stores one document per person who ever got a text message. */
    record OfPersons(AllowanceDecider rules)
            implements Aggregate<AllowanceCommand, Allowance, AllowanceEvent, AllowanceRejection> {

        @Override
        public String collection() {
            return "allowances";
        }

        @Override
        public Class<Allowance> stateType() {
            return Allowance.class;
        }

        @Override
        public Decider<AllowanceCommand, Allowance, AllowanceEvent, AllowanceRejection> decider() {
            return rules;
        }
    }

    private final Documents<AllowanceCommand, Allowance, AllowanceEvent, AllowanceRejection> documents;

    Allowances(Documents<AllowanceCommand, Allowance, AllowanceEvent, AllowanceRejection> documents) {
        this.documents = documents;
    }

    /**
     * Counts a message to this person. If it is one too many, it counts nothing and returns when the next is allowed.
     *
     * @throws MongoException when the store does not answer
     */
    Optional<Instant> take(String hospital, String person, Instant now) {
        return documents.handle(hospital, person, new AllowanceCommand(now))
                        instanceof Reply.Refused<Allowance, AllowanceRejection>(var tooMany)
                ? Optional.of(tooMany.until())
                : Optional.empty();
    }
}
