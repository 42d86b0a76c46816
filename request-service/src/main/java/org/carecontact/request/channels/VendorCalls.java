package org.carecontact.request.channels;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.request.channels.domain.Errand;
import org.carecontact.request.channels.domain.Grant;
import org.carecontact.request.channels.domain.Means;
import org.carecontact.request.channels.domain.Pace;
import org.carecontact.request.channels.domain.Result;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComClient;

/** Makes the one call that an errand waits for; never throws for a fault of the vendor. */
final class VendorCalls {

    private static final String REMARK = "CareContact";

    /** The vendor's clock may differ from ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** What ended the contact ends its channel too, by its event or by the next comparison. */
    private static final Duration END_IS_HEARD = Duration.ofHours(1);

    /** Says at this moment whether the contact still holds. */
    interface StillGranted {
        boolean holds(Grant grant);
    }

    private final WeComAccounts accounts;
    private final StillGranted stillGranted;
    private final UnionIds unionIds;
    private final DoctorWords words;
    private final Pace pace;
    private final Clock clock;

    VendorCalls(
            WeComAccounts accounts,
            StillGranted stillGranted,
            UnionIds unionIds,
            DoctorWords words,
            Pace pace,
            Clock clock) {
        this.accounts = accounts;
        this.stillGranted = stillGranted;
        this.unionIds = unionIds;
        this.words = words;
        this.pace = pace;
        this.clock = clock;
    }

    Result make(Grant grant, Errand errand) {
        Optional<WeComAccounts.Account> account = accounts.of(grant.hospital());
        if (account.isEmpty()) {
            return new Result.OurFault("no-account");
        }
        try {
            WeComClient client = account.get().client();
            return switch (errand.task()) {
                case Errand.Invite invite ->
                    errand.asking() ? find(client, invite, errand) : invite(account.get(), grant, invite);
                case Errand.DeleteWay(var configId, var _) ->
                    errand.asking() ? askFor(client, configId) : delete(client, configId);
                case Errand.CloseChat(var external, var _) ->
                    errand.asking() ? askFor(client, grant, external) : close(client, grant, external);
                case Errand.AskDoctor(var external, var _) ->
                    errand.asking() ? askFor(client, grant, external) : say(client, grant, errand, words.delete());
                case Errand.Identify(var _, var external) -> identify(client, grant, external);
                case Errand.AskToConfirm _ -> say(client, grant, errand, words.confirm());
            };
        } catch (VendorRefused e) {
            return result(e.kind());
        }
    }

    private static Result result(Outcome.NotAccepted refusal) {
        return switch (refusal) {
            case Outcome.RefusedForGood(var code) -> new Result.Refused(code);
            case Outcome.RefusedUntil(var until, var code) -> new Result.Later(until, code);
            case Outcome.RefusedOurFault(var code) -> new Result.OurFault(code);
            case Outcome.Unknown(var code) -> new Result.Unknown(code);
        };
    }

    // ---- invitations

    private Result invite(WeComAccounts.Account account, Grant grant, Errand.Invite invite) throws VendorRefused {
        Instant now = clock.instant();
        if (!stillGranted.holds(grant) || !now.isBefore(grant.endsAt())) {
            return new Result.Later(now.plus(END_IS_HEARD), "contact-over");
        }
        Invitation made =
                account.invite(new NewInvitation(grant.user(), REMARK, invite.code(), false, temporary(grant, now)));
        return new Result.Invited(made.configId(), made.qrCode());
    }

    private Optional<NewInvitation.Temporary> temporary(Grant grant, Instant now) {
        if (grant.means() != Means.TEMPORARY_SESSION) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, grant.endsAt());
        Duration chat = left.compareTo(pace.session()) < 0 ? left.plusSeconds(1) : pace.session();
        return Optional.of(new NewInvitation.Temporary(
                pace.session(), chat, unionIds.of(grant.hospital(), grant.patient()), words.conclusion()));
    }

    /** Looks for a lasting invitation by our code; a temporary one is in no list. */
    private Result find(WeComClient client, Errand.Invite invite, Errand errand) throws VendorRefused {
        Instant from = errand.madeAt().minus(CLOCKS_DIFFER);
        Instant to = clock.instant().plus(CLOCKS_DIFFER);
        String cursor = "";
        do {
            ContactWayPage page = client.listContactWays(from, to, cursor);
            for (String configId : page.configIds()) {
                Optional<ContactWay> way = client.getContactWay(configId);
                if (way.filter(one -> one.state().equals(invite.code())).isPresent()) {
                    return new Result.Invited(configId, way.get().qrCode());
                }
            }
            cursor = page.next();
        } while (!cursor.isEmpty());
        return new Result.NotDone();
    }

    private static Result delete(WeComClient client, String configId) throws VendorRefused {
        client.deleteContactWay(configId);
        return new Result.Done("del_contact_way:0");
    }

    private static Result askFor(WeComClient client, String configId) throws VendorRefused {
        return client.getContactWay(configId).isPresent()
                ? new Result.NotDone()
                : new Result.Done("get_contact_way:gone");
    }

    // ---- people

    private static Result close(WeComClient client, Grant grant, String external) throws VendorRefused {
        client.closeTempChat(grant.user(), external);
        return new Result.Done("close_temp_chat:0");
    }

    private static Result askFor(WeComClient client, Grant grant, String external) throws VendorRefused {
        boolean there = client.customers(List.of(grant.user())).stream()
                .anyMatch(one -> one.userId().equals(grant.user())
                        && one.externalUserId().equals(external));
        return there ? new Result.NotDone() : new Result.Done("get_by_user:gone");
    }

    private Result identify(WeComClient client, Grant grant, String external) throws VendorRefused {
        Optional<Customer> found = client.customer(external).stream()
                .filter(one -> one.userId().equals(grant.user()))
                .findFirst();
        if (found.isEmpty()) {
            return new Result.Refused("84061"); // for a while after the event, or for ever
        }
        Optional<String> patient = unionIds.of(grant.hospital(), grant.patient());
        Optional<String> person = found.get().unionId();
        if (patient.isEmpty() || person.isEmpty()) {
            return new Result.Identified(Result.Identity.NOT_KNOWN);
        }
        return new Result.Identified(patient.equals(person) ? Result.Identity.PATIENT : Result.Identity.SOMEBODY_ELSE);
    }

    private Result say(WeComClient client, Grant grant, Errand errand, DoctorWords.Words what) {
        Outcome outcome = client.message(
                grant.request() + "/" + errand.number() + "/" + errand.attempt(),
                grant.user(),
                what.title(),
                what.description(),
                words.page(grant.request()));
        return switch (outcome) {
            case Outcome.Accepted _ -> new Result.Done("message:0");
            case Outcome.NotAccepted refusal -> result(refusal);
        };
    }
}
