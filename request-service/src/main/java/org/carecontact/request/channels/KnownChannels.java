package org.carecontact.request.channels;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelEvent;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Session;
import org.carecontact.request.phrases.Wording;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds channels, shows them to both sides and takes what both sides do about them. */
@Component
public final class KnownChannels {

    static final String CODE = "state.line.sessions.code";
    static final String EXTERNAL = "state.line.sessions.phase.external";
    static final String USER = "state.line.grant.user";
    static final String WATCHED = "state." + ChannelAggregate.WATCHED;

    private static final int PAGE = 200;

    /** How the sessions of a contact stand. */
    public enum State {
        /** The invitation is being made. */
        PREPARING,
        /** The QR code can be scanned. */
        OFFERED,
        /** Somebody scanned it; the doctor has not let them in or not confirmed that it is the patient. */
        TO_CONFIRM,
        LIVE,
        /** There is none; one can be asked for. */
        NONE
    }

    /**
     * The sessions of a contact as one side sees them.
     *
     * @param qr the address of the QR code, for the patient side; also of the next session while one is live
     * @param until when the session, or the QR code, ends
     * @param confirm whether the doctor is asked to confirm that somebody is the patient
     */
    public record View(
            State state, @Nullable String qr, @Nullable Instant until, boolean confirm, Wording note) {}

    private final Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels;
    private final WeComAccounts accounts;
    private final StateCodes codes;
    private final DoctorWords words;
    private final Clock clock;

    KnownChannels(
            Documents<ChannelCommand, Channel, ChannelEvent, ChannelRejection> channels,
            WeComAccounts accounts,
            StateCodes codes,
            DoctorWords words,
            Kernel kernel) {
        this.channels = channels;
        this.accounts = accounts;
        this.codes = codes;
        this.words = words;
        this.clock = kernel.clock();
    }

    // ---- for both sides

    /** Returns the sessions of a contact; empty where its hospital has another kind of channel. */
    public Optional<View> view(String hospital, RequestId request, boolean doctor) {
        return accounts.of(hospital)
                .flatMap(_ -> channels.find(hospital, request.toString()))
                .flatMap(stored -> view(stored.state(), doctor));
    }

    /** Shows the channel of a contact after a command on it. */
    public Function<Channel, View> seenBy(boolean doctor) {
        return channel -> view(channel, doctor).orElseThrow();
    }

    private Optional<View> view(Channel channel, boolean doctor) {
        return switch (channel) {
            case Channel.NotGranted _ -> Optional.empty();
            case Channel.Paused _, Channel.Closing _, Channel.Closed _ ->
                Optional.of(
                        new View(State.NONE, null, null, false, words.texts().none()));
            case Channel.Live(var line) -> Optional.of(live(line.sessions(), doctor));
        };
    }

    private View live(List<Session> sessions, boolean doctor) {
        Optional<Session> connected = sessions.stream()
                .filter(session -> session.phase() instanceof Session.Connected)
                .findFirst();
        Session newest = sessions.getLast();
        DoctorWords.Texts texts = words.texts();
        if (connected.isPresent() && connected.get().phase() instanceof Session.Connected live) {
            boolean next = newest.phase() instanceof Session.Offered;
            return new View(
                    State.LIVE,
                    doctor || !(newest.phase() instanceof Session.Offered(var way)) ? null : way.qr(),
                    live.until(),
                    newest.phase() instanceof Session.Claimed claim && doctor && !claim.proven(),
                    next ? texts.next() : texts.live());
        }
        return switch (newest.phase()) {
            case Session.Inviting _ -> new View(State.PREPARING, null, null, false, texts.preparing());
            case Session.Offered(var way) ->
                new View(
                        State.OFFERED,
                        doctor ? null : way.qr(),
                        way.until(),
                        false,
                        doctor ? texts.offered() : texts.offeredToPatient());
            case Session.Claimed claim ->
                new View(
                        State.TO_CONFIRM,
                        null,
                        null,
                        doctor && !claim.proven(),
                        claim.proven() ? texts.letIn() : texts.toConfirm());
            case Session.Connected live -> new View(State.LIVE, null, live.until(), false, texts.live());
            case Session.Over _ -> new View(State.NONE, null, null, false, texts.none());
        };
    }

    /** Begins a session after one that ended for good. */
    public Reply<Channel, ChannelRejection> renew(
            String hospital, CommandKey key, RequestId request, Function<Channel, String> answer) {
        return channels.handle(
                hospital, request.toString(), key, new ChannelCommand.Renew(codes.fresh(), clock.instant()), answer);
    }

    /** Takes the doctor's word on whether the person who came is the patient. */
    public Reply<Channel, ChannelRejection> confirm(
            String hospital, CommandKey key, RequestId request, boolean patient, Function<Channel, String> answer) {
        return channels.handle(
                hospital, request.toString(), key, new ChannelCommand.Confirm(patient, clock.instant()), answer);
    }

    // ---- for callbacks and the reconciler

    Instant now() {
        return clock.instant();
    }

    Reply<Channel, ChannelRejection> handle(Stored<Channel> channel, ChannelCommand command) {
        return channels.handle(channel, null, command, _ -> "");
    }

    /** Finds the channel whose invitation has this code. */
    Optional<Stored<Channel>> byCode(String hospital, String code) {
        return channels.page(hospital, new Document(CODE, code), null, 1).stream()
                .findFirst();
    }

    /** Finds the channels with these codes. */
    List<Stored<Channel>> byCodes(String hospital, List<String> some) {
        return all(hospital, new Document(CODE, new Document("$in", some)));
    }

    /** Finds the channels of a doctor in which this person had a session. */
    List<Stored<Channel>> byExternal(String hospital, String user, String external) {
        return all(hospital, new Document(EXTERNAL, external)).stream()
                .filter(stored -> stored.state() instanceof Channel.Known known
                        && known.line().grant().user().equals(user))
                .toList();
    }

    /** Finds the channels of a doctor that are still compared with what the vendor has. */
    List<Stored<Channel>> ofUser(String hospital, String user) {
        return all(hospital, new Document(USER, user).append(WATCHED, fromNow()));
    }

    /** Finds all channels of a hospital that are still compared with what the vendor has. */
    List<Stored<Channel>> watched(String hospital) {
        return all(hospital, new Document(WATCHED, fromNow()));
    }

    private Document fromNow() {
        return new Document("$gte", Date.from(clock.instant()));
    }

    private List<Stored<Channel>> all(String hospital, Document filter) {
        List<Stored<Channel>> all = new ArrayList<>();
        String after = null;
        List<Stored<Channel>> page;
        do {
            page = channels.page(hospital, filter, after, PAGE);
            all.addAll(page);
            after = page.isEmpty() ? after : page.getLast().id();
        } while (page.size() == PAGE);
        return all;
    }
}
