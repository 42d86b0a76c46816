package org.carecontact.request.channels;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.carecontact.events.Contact;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.Grant;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/** Turns grants and ends of contacts over WeCom into commands, for the hospitals that have an account there. */
final class GrantEventMapper {

    static final String CHANNEL = "WECOM";

    private final WeComAccounts accounts;
    private final Pairs pairs;
    private final StateCodes codes;
    private final Clock clock;

    GrantEventMapper(WeComAccounts accounts, Pairs pairs, StateCodes codes, Clock clock) {
        this.accounts = accounts;
        this.pairs = pairs;
        this.codes = codes;
        this.clock = clock;
    }

    List<Addressed<ChannelCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case ContactGranted e -> granted(received, e.getRequest());
            case ContactRenewed e -> renewed(received, e.getRequest());
            case ContactSuspended e -> suspended(received, e);
            case ContactResumed e -> resumed(received, e.getRequest());
            case ContactEnded e -> ended(received, e.getRequest());
            default -> List.of();
        };
    }

    private List<Addressed<ChannelCommand>> granted(Received received, ContactRequest request) {
        Optional<WeComAccounts.Account> account = account(request);
        if (account.isEmpty()) {
            return List.of();
        }
        Contact contact = request.getContact();
        DoctorId doctor = DoctorId.parse(request.getDoctor())
                .orElseThrow(() -> new EventCodec.Poison("its doctor is not the id of a doctor"));
        Grant grant = new Grant(
                request.getHospital(),
                id(request),
                PatientId.parse(request.getPatient())
                        .orElseThrow(() -> new EventCodec.Poison("its patient is not the id of a patient")),
                doctor,
                account.get().user(doctor),
                account.get().means(),
                contact.getStartsAt(),
                contact.getEndsAt());
        return addressed(received, request, new ChannelCommand.Open(grant, codes.fresh(), clock.instant()));
    }

    private List<Addressed<ChannelCommand>> renewed(Received received, ContactRequest request) {
        return account(request).isEmpty()
                ? List.of()
                : addressed(
                        received,
                        request,
                        new ChannelCommand.Prolong(request.getContact().getEndsAt(), clock.instant()));
    }

    private List<Addressed<ChannelCommand>> suspended(Received received, ContactSuspended e) {
        return account(e.getRequest()).isEmpty()
                ? List.of()
                : addressed(
                        received,
                        e.getRequest(),
                        new ChannelCommand.Pause(Hold.Cause.ABSENCE.name().equals(e.getCause()), clock.instant()));
    }

    private List<Addressed<ChannelCommand>> resumed(Received received, ContactRequest request) {
        return account(request).isEmpty()
                ? List.of()
                : addressed(received, request, new ChannelCommand.Resume(codes.fresh(), clock.instant()));
    }

    private List<Addressed<ChannelCommand>> ended(Received received, ContactRequest request) {
        if (account(request).isEmpty()) {
            return List.of();
        }
        Contact contact = request.getContact();
        return addressed(
                received,
                request,
                new ChannelCommand.End(
                        contact.getEndedBy() == null ? "UNKNOWN" : contact.getEndedBy(),
                        contact.getEndedAt() == null ? clock.instant() : contact.getEndedAt(),
                        clock.instant()));
    }

    private Optional<WeComAccounts.Account> account(ContactRequest request) {
        return request.getContact() == null
                        || !CHANNEL.equals(request.getContact().getChannel())
                ? Optional.empty()
                : accounts.of(request.getHospital());
    }

    private RequestId id(ContactRequest request) {
        RequestId id = RequestId.parse(request.getRequest())
                .orElseThrow(() -> new EventCodec.Poison("its request is not the id of a request"));
        if (!pairs.of(request.getHospital(), request.getPatient(), request.getDoctor())
                .equals(id.pair())) {
            throw new EventCodec.Poison("its request is not of its hospital, patient and doctor");
        }
        return id;
    }

    private List<Addressed<ChannelCommand>> addressed(
            Received received, ContactRequest request, ChannelCommand command) {
        return List.of(new Addressed<>(
                request.getHospital(), id(request).toString(), "pairs", received.sequence(), List.of(command)));
    }
}
