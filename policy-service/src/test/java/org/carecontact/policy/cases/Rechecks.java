package org.carecontact.policy.cases;

import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.carecontact.kernel.store.Applied.Touched;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.editions.Library;
import org.carecontact.schemas.ids.DoctorId;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ResolvableType;

/** What {@link WaitingCases} does, for tests outside the room. */
public record Rechecks(BeanFactory beans) {

    /** As after a batch that wrote whatever waits now. */
    public void recheckNew() {
        for (String hospital : beans.getBean(Library.class).hospitals()) {
            waiting()
                    .recheck(pairs()
                            .page(hospital, new Document(WaitingCases.AWAITED_DOCTOR, new Document("$gt", "")), null, 500)
                            .stream()
                            .map(stored -> new Touched<>(stored.hospital(), stored.id(), stored.state()))
                            .toList());
        }
    }

    public void recheckAll() {
        waiting().recheckAll();
    }

    public void changed(String hospital, Set<String> doctors) {
        waiting().changed(hospital, doctors.stream().map(DoctorId::new).collect(Collectors.toSet()));
    }

    private Documents<PairCommand, Pair, PairEvent, PairRejection> pairs() {
        ObjectProvider<Documents<PairCommand, Pair, PairEvent, PairRejection>> pairs =
                beans.getBeanProvider(ResolvableType.forClassWithGenerics(
                        Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class));
        return pairs.getObject();
    }

    private WaitingCases waiting() {
        return beans.getBean(WaitingCases.class);
    }
}
