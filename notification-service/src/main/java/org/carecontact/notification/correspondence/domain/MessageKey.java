package org.carecontact.notification.correspondence.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.ids.RequestId;

/**
 * The identity of a message at a provider: every repetition has the same, and another system means another message.
 *
 * @param system sms, wechat or wecom
 */
public record MessageKey(RequestId request, NoticeKey notice, String system) {

    private static final Pattern SHORT =
            Pattern.compile("([a-z0-9-]{20,40})/([A-Z_]{3,20})/([PGD])/([0-9]{1,4})(?:/([a-z]{3,6}))?");

    /** Returns it for a provider that takes any length. */
    public String written() {
        String key = request + "/" + notice.kind() + "/" + notice.to() + "/" + notice.issue();
        return isUsual() ? key : key + "/" + system;
    }

    /** Returns it in at most 64 ASCII characters. */
    public String inShort() {
        String key = request + "/" + notice.kind() + "/" + notice.to().name().charAt(0) + "/" + notice.issue();
        return isUsual() ? key : key + "/" + system;
    }

    private boolean isUsual() {
        return system.equals(notice.to().usualSystem());
    }

    /** Reads what {@link #inShort} wrote; empty for anything else. */
    public static Optional<MessageKey> parse(String text) {
        Matcher parts = SHORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return RequestId.parse(parts.group(1))
                .flatMap(request -> kind(parts.group(2)).map(kind -> {
                    Addressee to = addressee(parts.group(3));
                    String system = parts.group(5);
                    return new MessageKey(
                            request,
                            new NoticeKey(kind, to, Integer.parseInt(parts.group(4))),
                            system == null ? to.usualSystem() : system);
                }));
    }

    private static Optional<NoticeKind> kind(String name) {
        return Arrays.stream(NoticeKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }

    private static Addressee addressee(String initial) {
        return switch (initial) {
            case "P" -> Addressee.PATIENT;
            case "G" -> Addressee.GUARDIAN;
            default -> Addressee.DOCTOR;
        };
    }
}
