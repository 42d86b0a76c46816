package org.carecontact.notification.correspondence.domain;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.notification.recipients.domain.Addressee;
import org.jspecify.annotations.Nullable;

/** All notices about one request. */
public sealed interface Correspondence {

    /** No event of the request has arrived yet. */
    record Silent() implements Correspondence {}

    /**
     * At least one event of the request has arrived.
     *
     * @param signer who signs for the patient; null as long as nobody said so
     */
    record Ongoing(Parties parties, @Nullable Addressee signer, Set<CaseFact> facts, List<Notice> notices)
            implements Correspondence {

        private static final Set<CaseFact> OVER =
                Set.of(CaseFact.CONSENT_OVER, CaseFact.SETTLED, CaseFact.WITHDRAWN, CaseFact.CONTACT_OVER);

        public Ongoing {
            facts = Set.copyOf(facts);
            notices = List.copyOf(notices);
        }

        public Optional<Notice> notice(NoticeKey key) {
            return notices.stream().filter(notice -> notice.key().equals(key)).findFirst();
        }

        /**
         * Returns whether the doctor has to do with the patient now: the doctor was asked, or the doctor's rules accepted,
         * and neither the request, the consent nor the contact is over.
         */
        public boolean isBeforeTheDoctor() {
            boolean begun = facts.contains(CaseFact.GRANTED)
                    || notice(new NoticeKey(NoticeKind.DOCTOR_ASKED, Addressee.DOCTOR, 0))
                            .isPresent();
            return begun && Collections.disjoint(facts, OVER);
        }
    }
}
