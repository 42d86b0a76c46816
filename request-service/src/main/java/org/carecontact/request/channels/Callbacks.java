package org.carecontact.request.channels;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.InstallationKeys;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Session;
import org.carecontact.schemas.Metric;
import org.carecontact.vendors.CallbackXml;
import org.springframework.stereotype.Component;

/**
 * Takes what WeCom tells about contacts. Of each callback its kind, a keyed hash and what it meant here are kept, never
 * a person: most of them are about contacts of the doctor's own.
 */
@Component
final class Callbacks {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Pattern TYPE = Pattern.compile("[a-z_]{1,64}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    /** What the vendor gives for a state of its own, seen after a contact was deleted and added again. */
    private static final Pattern NO_STATE = Pattern.compile("|wb:.*");

    /** What a callback meant here. */
    private enum Meaning {
        TAKEN,
        /** It changed nothing: known already, or too old. */
        NOTHING_NEW,
        /** Another contact of the doctor. */
        NOT_OURS,
        /** It names no invitation, and the doctor has several open ones. */
        AMBIGUOUS,
        /** A kind that means nothing here. */
        OF_NO_CONCERN,
        UNKNOWN_KIND,
        DUPLICATE
    }

    private record Told(String kind, String user, String external, String state, Instant at) {}

    private final KnownChannels channels;
    private final MongoCollection<Document> kept;
    private final KeyedHash hash;
    private final MeterRegistry meters;

    Callbacks(KnownChannels channels, Kernel kernel, InstallationKeys keys, MeterRegistry meters) {
        this.channels = channels;
        this.kept = kernel.database().getCollection("channel-callbacks");
        kept.createIndex(new Document("at", 1));
        this.hash = new KeyedHash(keys.derived("wecom-callbacks"));
        this.meters = meters;
    }

    /** Takes one callback; a repeated one is known by its content. */
    void take(WeComAccounts.Account account, CallbackXml xml) {
        Told told = new Told(
                kind(xml),
                text(xml, "UserID"),
                text(xml, "ExternalUserID"),
                text(xml, "State"),
                at(text(xml, "CreateTime")));
        String id = hash.hex(
                account.hospital(), told.kind(), told.user(), told.external(), told.state(), text(xml, "CreateTime"));
        if (kept.find(new Document("_id", id)).first() != null) {
            count(Meaning.DUPLICATE);
            return;
        }
        Meaning meaning = meaning(account, told);
        count(meaning);
        keep(new Document("_id", id)
                .append("hospital", account.hospital())
                .append("kind", told.kind())
                .append("meaning", meaning.name())
                .append("at", Date.from(channels.now())));
    }

    /** Drops what is older than any repetition can be. */
    void forget() {
        kept.deleteMany(
                new Document("at", new Document("$lt", Date.from(channels.now().minus(KEPT)))));
    }

    private void keep(Document document) {
        try {
            kept.insertOne(document);
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private void count(Meaning meaning) {
        Counter.builder(Metric.CHANNEL_CALLBACKS.id())
                .description(Metric.CHANNEL_CALLBACKS.description())
                .tag("meaning", meaning.name())
                .register(meters)
                .increment();
    }

    private Meaning meaning(WeComAccounts.Account account, Told told) {
        return switch (told.kind()) {
            case "add_external_contact" -> joined(account, told, false);
            case "add_half_external_contact" -> joined(account, told, true);
            case "del_follow_user" ->
                all(account, told, new ChannelCommand.NotePatientLeft(told.external(), told.at(), channels.now()));
            case "del_external_contact" ->
                all(account, told, new ChannelCommand.NoteDoctorRemoved(told.external(), told.at(), channels.now()));
            case "edit_external_contact", "transfer_fail", "msg_audit_approved" -> Meaning.OF_NO_CONCERN;
            default -> Meaning.UNKNOWN_KIND;
        };
    }

    private Meaning joined(WeComAccounts.Account account, Told told, boolean half) {
        boolean named = !NO_STATE.matcher(told.state()).matches();
        if (named) {
            return channels.byCode(account.hospital(), told.state())
                    .filter(stored -> isOf(stored, told.user()))
                    .map(stored -> meaning(channels.handle(
                            stored,
                            new ChannelCommand.NoteJoined(
                                    told.external(), told.state(), half, told.at(), channels.now()))))
                    .orElse(Meaning.NOT_OURS);
        }
        List<Stored<Channel>> known = channels.byExternal(account.hospital(), told.user(), told.external()).stream()
                .filter(stored -> stored.state() instanceof Channel.Live)
                .toList();
        List<Stored<Channel>> open = channels.ofUser(account.hospital(), told.user()).stream()
                .filter(stored -> hasOpenInvitation(stored.state(), told.at()))
                .toList();
        List<Stored<Channel>> candidates = known.isEmpty() ? open : known;
        return switch (candidates.size()) {
            case 0 -> Meaning.NOT_OURS;
            case 1 ->
                meaning(channels.handle(
                        candidates.getFirst(),
                        new ChannelCommand.NoteJoined(told.external(), null, half, told.at(), channels.now())));
            default -> Meaning.AMBIGUOUS;
        };
    }

    private static boolean isOf(Stored<Channel> stored, String user) {
        return stored.state() instanceof Channel.Known known
                && known.line().grant().user().equals(user);
    }

    private static boolean hasOpenInvitation(Channel channel, Instant at) {
        return channel instanceof Channel.Live(var line)
                && line.newest()
                        .filter(newest -> newest.phase() instanceof Session.Offered(var way)
                                && (way.until() == null || at.isBefore(way.until())))
                        .isPresent();
    }

    private Meaning all(WeComAccounts.Account account, Told told, ChannelCommand command) {
        List<Stored<Channel>> ours = channels.byExternal(account.hospital(), told.user(), told.external());
        if (ours.isEmpty()) {
            return Meaning.NOT_OURS;
        }
        Meaning most = Meaning.NOTHING_NEW;
        for (Stored<Channel> channel : ours) {
            most = meaning(channels.handle(channel, command)) == Meaning.TAKEN ? Meaning.TAKEN : most;
        }
        return most;
    }

    private static Meaning meaning(Reply<Channel, ChannelRejection> reply) {
        return switch (reply) {
            case Reply.Done<Channel, ChannelRejection> _ -> Meaning.TAKEN;
            case Reply.Refused<Channel, ChannelRejection>(ChannelRejection.NotOurs _) -> Meaning.NOT_OURS;
            case Reply.Refused<Channel, ChannelRejection> _,
                    Reply.Repeated<Channel, ChannelRejection> _,
                    Reply.KeyReused<Channel, ChannelRejection> _,
                    Reply.KeyExpired<Channel, ChannelRejection> _ -> Meaning.NOTHING_NEW;
        };
    }

    private static String kind(CallbackXml xml) {
        String kind = Optional.of(text(xml, "ChangeType"))
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> text(xml, "Event"));
        return TYPE.matcher(kind).matches() ? kind : "other";
    }

    private static String text(CallbackXml xml, String name) {
        return xml.first(name).orElse("").strip();
    }

    /** A time that is none counts as long ago, so that it outdates nothing. */
    private static Instant at(String seconds) {
        return SECONDS.matcher(seconds).matches() ? Instant.ofEpochSecond(Long.parseLong(seconds)) : Instant.EPOCH;
    }
}
