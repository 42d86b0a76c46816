package org.carecontact.notification.dispatch;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.content.domain.Place;
import org.carecontact.notification.correspondence.EntryCodes;
import org.carecontact.notification.correspondence.domain.MessageKey;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.providers.HospitalProviders;
import org.carecontact.notification.providers.Message;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.domain.ContactPoint;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/** Writes the message of a notice: the same each time, so that a provider recognises a repetition. */
final class Letters {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");
    private static final int MOST = 99;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final PersonalKeys keys;
    private final Seal seal;
    private final Templates templates;
    private final EntryCodes codes;
    private final HospitalProviders providers;
    private final URI portal;

    Letters(
            PersonalKeys keys,
            Seal seal,
            Templates templates,
            EntryCodes codes,
            HospitalProviders providers,
            URI portal) {
        this.keys = keys;
        this.seal = seal;
        this.templates = templates;
        this.codes = codes;
        this.providers = providers;
        this.portal = portal;
    }

    /**
     * Writes to the person's contact point on one system.
     *
     * @param count in the name of how many notices; 0 for its own
     * @throws GeneralSecurityException when the contact point can't be opened
     * @throws IllegalArgumentException when the code can't be, or there is no such contact point
     */
    Message message(
            String hospital, RequestId request, Notice notice, Person person, String system, int count, Instant now)
            throws GeneralSecurityException {
        MessageKey key = new MessageKey(request, notice.key(), system);
        ContactPoint point = person.points().stream()
                .filter(each -> each.system().equals(system))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such contact point"));
        String to = keys.stored(person.id(), person.wrappedKey()).open(point.ciphertext());
        String code = code(request, notice);
        SequencedMap<String, String> values = new LinkedHashMap<>();
        String link = "";
        if (providers.hasEntries(hospital)) {
            EntryCodes.Codes entry = codes.of(request, notice.key(), now);
            values.put(Place.ENTRY.spelled(), entry.code());
            values.put(Place.UNTIL.spelled(), DAY.format(entry.until().atZone(CHINA)));
            link = portal + "/r/" + entry.link();
        }
        if (count > 0) {
            values.put(Place.COUNT.spelled(), Integer.toString(Math.min(count, MOST)));
        }
        if (code != null && notice.code() != null) {
            values.put(Place.CODE.spelled(), code);
            values.put(
                    Place.MINUTES.spelled(),
                    Long.toString(minutes(now, notice.code().expiresAt())));
        }
        return new Message(
                key.written(),
                key.inShort(),
                system,
                to,
                count > 0 ? Wordings.DIGEST : notice.key().kind().name(),
                templates.text(notice, request, code, now),
                values,
                link);
    }

    /** Returns the minutes that are left, rounded up, at least one. */
    static long minutes(Instant now, Instant expiresAt) {
        return Math.max(1, Duration.between(now, expiresAt).plusSeconds(59).toMinutes());
    }

    private @Nullable String code(RequestId request, Notice notice) {
        return notice.code() == null
                ? null
                : seal.open(Base64.getDecoder().decode(notice.code().sealed()), SealPurposes.code(request));
    }

    /**
     * A person to write to.
     *
     * @param id of the recipient's document
     */
    record Person(String id, String wrappedKey, List<ContactPoint> points) {}
}
