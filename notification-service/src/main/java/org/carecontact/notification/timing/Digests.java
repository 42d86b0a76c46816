package org.carecontact.notification.timing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.timing.domain.Digest;
import org.carecontact.notification.timing.domain.Digest.Member;
import org.carecontact.notification.timing.domain.Digest.Standing;
import org.carecontact.notification.timing.domain.DigestCommand;
import org.carecontact.notification.timing.domain.DigestDecider;
import org.carecontact.notification.timing.domain.DigestEvent;
import org.carecontact.notification.timing.domain.DigestRejection;

/** What waits for a person's morning, one document per person; it goes out as one message where it is several. */
public final class Digests {

    /** Stores one document per person who was ever waited for. */
    static final class OfPersons implements Aggregate<DigestCommand, Digest, DigestEvent, DigestRejection> {

        private final DigestDecider decider = new DigestDecider();

        @Override
        public String collection() {
            return "digests";
        }

        @Override
        public Class<Digest> stateType() {
            return Digest.class;
        }

        @Override
        public Decider<DigestCommand, Digest, DigestEvent, DigestRejection> decider() {
            return decider;
        }
    }

    private final Documents<DigestCommand, Digest, DigestEvent, DigestRejection> digests;
    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;

    Digests(
            Documents<DigestCommand, Digest, DigestEvent, DigestRejection> digests,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences) {
        this.digests = digests;
        this.correspondences = correspondences;
    }

    /** Notes that a notice waits for the morning. */
    public void join(String hospital, String person, String request, NoticeKey notice) {
        Reply<Digest, DigestRejection> _ =
                digests.handle(hospital, id(person, notice), new DigestCommand.Join(member(request, notice)));
    }

    /** Says what a notice does that may go out now: by itself, in the name of several, not yet, or not any more. */
    public Standing standing(String hospital, String person, String request, NoticeKey notice, Instant now) {
        String id = id(person, notice);
        Member member = member(request, notice);
        Digest digest = digests.load(hospital, id).state();
        if (digest.isWaiting(member)) {
            List<Member> worth = worthTelling(hospital, digest.members(), now);
            Reply<Digest, DigestRejection> reply =
                    digests.handle(hospital, id, new DigestCommand.Claim(member, worth, now));
            digest = reply instanceof Reply.Done<Digest, DigestRejection>(var after) ? after : digest;
        }
        Standing standing = digest.standing(member, now);
        boolean leaves = standing instanceof Standing.Told || standing instanceof Standing.Alone && digest.has(member);
        if (leaves) {
            Reply<Digest, DigestRejection> _ = digests.handle(hospital, id, new DigestCommand.Leave(member));
        }
        return standing;
    }

    /** Notes how the message ended that a notice sent in the name of several. */
    public void settle(String hospital, String person, String request, NoticeKey notice, boolean success) {
        Reply<Digest, DigestRejection> _ = digests.handle(
                hospital, id(person, notice), new DigestCommand.Settle(member(request, notice), success));
    }

    /** Consent and contact are looked at again: what has become pointless is not counted. */
    private List<Member> worthTelling(String hospital, List<Member> members, Instant now) {
        Map<String, Stored<Correspondence>> found = correspondences.findAll(
                hospital, members.stream().map(Member::request).distinct().toList());
        BiPredicate<Ongoing, Notice> worth = (ongoing, notice) -> switch (notice.delivery()) {
            case Delivery.Waiting _, Delivery.Sending _ ->
                notice.pointless(ongoing.facts(), now).isEmpty();
            case Delivery.Unsettled _, Delivery.Asking _, Delivery.Sent _, Delivery.Failed _, Delivery.Suppressed _ ->
                false;
        };
        List<Member> worthTelling = new ArrayList<>();
        for (Member member : members) {
            Stored<Correspondence> stored = found.get(member.request());
            if (stored != null
                    && stored.state() instanceof Ongoing ongoing
                    && ongoing.notices().stream()
                            .anyMatch(notice -> member.equals(member(member.request(), notice.key()))
                                    && worth.test(ongoing, notice))) {
                worthTelling.add(member);
            }
        }
        return worthTelling;
    }

    private static String id(String person, NoticeKey notice) {
        return person + "/" + notice.to();
    }

    private static Member member(String request, NoticeKey notice) {
        return new Member(request, notice.kind() + "/" + notice.to() + "/" + notice.issue());
    }
}
