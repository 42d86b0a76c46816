package org.carecontact.request.pairs;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.AskAgainWanted;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactHours;
import org.carecontact.events.ContactReminderDue;
import org.carecontact.events.ContactRenewalMoved;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PairCarried;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.pairs.domain.Contact;
import org.carecontact.request.pairs.domain.Hours;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Turns a domain event of a pair into the published event; the need is never published. */
final class RequestEventMapper {

    private RequestEventMapper() {}

    public static Optional<SpecificRecord> of(PairEvent event, Pair.Known after) {
        return switch (event) {
            case PairEvent.RequestSubmitted _ -> Optional.of(new ContactRequestSubmitted(request(after)));
            case PairEvent.DoctorAsked _ -> Optional.of(new DoctorAsked(request(after)));
            case PairEvent.ContactGranted _ -> Optional.of(new ContactGranted(request(after)));
            case PairEvent.RequestDeclined _ -> Optional.of(new RequestDeclined(request(after)));
            case PairEvent.RequestRedirected _ -> Optional.of(new RequestRedirected(request(after)));
            case PairEvent.RequestWithdrawn _ -> Optional.of(new RequestWithdrawn(request(after)));
            case PairEvent.RequestExpired _ -> Optional.of(new RequestExpired(request(after)));
            case PairEvent.ContactEnded _ -> Optional.of(new ContactEnded(request(after)));
            case PairEvent.ReminderDue(var _, var which) -> Optional.of(new ContactReminderDue(request(after), which));
            case PairEvent.RenewalDue _ -> Optional.of(new ContactRenewalMoved(request(after), "DUE"));
            case PairEvent.RenewalAsked _ -> Optional.of(new ContactRenewalMoved(request(after), "ASKED"));
            case PairEvent.RenewalDeclined _ -> Optional.of(new ContactRenewalMoved(request(after), "DECLINED"));
            case PairEvent.ContactRenewed(var _, var at) -> Optional.of(new ContactRenewed(request(after), at));
            case PairEvent.ContactSuspended(var _, var hold) ->
                Optional.of(new ContactSuspended(request(after), hold.cause().name(), hold.until()));
            case PairEvent.ContactResumed(var _, var since) -> Optional.of(new ContactResumed(request(after), since));
            case PairEvent.AskAgainWanted _ -> Optional.of(new AskAgainWanted(request(after)));
            case PairEvent.AskAgainPossible(var _, var since) ->
                Optional.of(new AskAgainPossible(request(after), since));
            case PairEvent.PairCarried(var _, var at) -> Optional.of(new PairCarried(request(after), at));
            case PairEvent.ConsentAwaited _,
                    PairEvent.DecisionDeferred _,
                    PairEvent.DeliveryHeld _,
                    PairEvent.PermitRevised _,
                    PairEvent.WitnessRecorded _,
                    PairEvent.ConsentHeld _,
                    PairEvent.WeChatShown _,
                    PairEvent.HoldLifted _,
                    PairEvent.PatientBarred _,
                    PairEvent.PatientUnbarred _,
                    PairEvent.CarriedTaken _ -> Optional.empty();
        };
    }

    /** The public name of a state. */
    public static RequestState state(Pair.Known pair) {
        return switch (pair) {
            case Pair.Submitted _ -> RequestState.SUBMITTED;
            case Pair.AwaitingConsent _, Pair.Deferred _ -> RequestState.AWAITING_CONSENT;
            case Pair.AwaitingDelivery _ -> RequestState.AWAITING_DELIVERY;
            case Pair.AwaitingDoctor _ -> RequestState.AWAITING_DOCTOR;
            case Pair.Granted _ -> RequestState.GRANTED;
            case Pair.Settled settled ->
                switch (settled.outcome()) {
                    case REDIRECTED -> RequestState.REDIRECTED;
                    case DECLINED -> RequestState.DECLINED;
                    case WITHDRAWN -> RequestState.WITHDRAWN;
                    case EXPIRED -> RequestState.EXPIRED;
                    case ENDED -> RequestState.ENDED;
                };
        };
    }

    private static ContactRequest request(Pair.Known pair) {
        Request request = pair.request();
        ContactRequest.Builder out = ContactRequest.newBuilder()
                .setHospital(request.hospital())
                .setPair(request.id().pair().toString())
                .setRequest(request.id().toString())
                .setNumber(request.number())
                .setPatient(request.patient().value())
                .setDoctor(request.doctor().value())
                .setPurpose(request.purpose().name())
                .setWish(request.wish().name())
                .setRequester(request.requester().name())
                .setRoute(request.route().name())
                .setState(state(pair))
                .setSubmittedAt(request.submittedAt())
                .setDecidedAt(request.decidedAt())
                .setSurvivor(pair.survivor().map(PatientId::value).orElse(null));
        Request.Family family = request.family();
        if (family != null) {
            Request.Authority attested = family.attested();
            out.setRelation(family.relation()).setAttestedAuthority(attested == null ? null : attested.name());
        }
        Request.Witness witness = request.witness();
        if (witness != null) {
            out.setWitness(witness.person()).setWitnessedAt(witness.at());
        }
        Request.AnsweredBy answeredBy = request.answeredBy();
        out.setAnsweredBy(answeredBy == null ? null : answeredBy.name());
        switch (pair) {
            case Pair.Open _ -> {}
            case Pair.InContact in -> out.setContact(contact(in.contact()));
            case Pair.Suspended at ->
                out.setContact(contact(at.contact()))
                        .setSuspensions(at.holds().stream()
                                .map(hold -> hold.cause().name())
                                .toList());
            case Pair.Settled over ->
                out.setSettledAt(over.settledAt())
                        .setReason(over.reason())
                        .setAlternatives(alternatives(over.alternatives()))
                        .setContact(contact(over.contact()));
        }
        return out.build();
    }

    private static List<org.carecontact.events.Alternative> alternatives(List<Alternative> all) {
        return all.stream()
                .map(one -> new org.carecontact.events.Alternative(one.kind(), one.link()))
                .toList();
    }

    private static org.carecontact.events.@Nullable Contact contact(@Nullable Contact contact) {
        if (contact == null) {
            return null;
        }
        return org.carecontact.events.Contact.newBuilder()
                .setChannel(contact.channel())
                .setPurpose(contact.purpose().name())
                .setStartsAt(contact.startsAt())
                .setEndsAt(contact.endsAt())
                .setHours(hours(contact.hours()))
                .setObligations(contact.obligations())
                .setEndedAt(contact.endedAt())
                .setEndedBy(contact.endedBy() == null ? null : contact.endedBy().name())
                .build();
    }

    private static @Nullable ContactHours hours(@Nullable Hours hours) {
        return hours == null ? null : new ContactHours(hours.from(), hours.to(), hours.days());
    }
}
