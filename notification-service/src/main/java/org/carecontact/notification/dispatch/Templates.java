package org.carecontact.notification.dispatch;

import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The texts that people read: neutral, with a link; nothing about the person, the doctor or the reason. */
final class Templates {

    /** The length of a Chinese SMS in two parts; one part has 70. */
    static final int LONGEST_SMS = 134;

    private static final String LINK = "{link}";
    private static final String CODE = "{code}";
    private static final String MINUTES = "{minutes}";
    private static final RequestId LONGEST_REQUEST = RequestId.of("a".repeat(26) + "-999");

    private final Map<NoticeKind, String> texts;
    private final URI portal;

    private Templates(Map<NoticeKind, String> texts, URI portal) {
        this.texts = texts;
        this.portal = portal;
    }

    /** Reads templates.yml; fails when a text is missing, too long, or reveals too much. */
    static Templates read(URI portal, String language) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("templates.yml"));
        Properties all = yaml.getObject();
        return of(all == null ? new Properties() : all, portal, language);
    }

    static Templates of(Properties all, URI portal, String language) {
        Map<NoticeKind, String> chosen = new EnumMap<>(NoticeKind.class);
        for (NoticeKind kind : NoticeKind.values()) {
            for (String each : new String[] {"zh", "en"}) {
                String text = all.getProperty(kind + "." + each);
                validate(kind, each, text, portal);
                if (each.equals(language)) {
                    chosen.put(kind, text);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("carecontact.notices.language must be zh or en");
        }
        return new Templates(chosen, portal);
    }

    /** Returns the text of a notice about this request; the code is null for all but a signing code. */
    String text(Notice notice, RequestId request, @Nullable String code, Instant now) {
        String text = texts.getOrDefault(notice.key().kind(), "").replace(LINK, link(portal, request));
        if (code == null || notice.code() == null) {
            return text;
        }
        long minutes = Letters.minutes(now, notice.code().expiresAt());
        return text.replace(CODE, code).replace(MINUTES, Long.toString(minutes));
    }

    private static void validate(NoticeKind kind, String language, @Nullable String text, URI portal) {
        String which = "template " + kind + "." + language;
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(which + " is missing");
        }
        boolean code = kind == NoticeKind.SIGNING_CODE;
        if (text.contains(CODE) != code || text.contains(MINUTES) != code || text.contains(LINK) == code) {
            throw new IllegalArgumentException(
                    which + (code ? " must hold {code} and {minutes}, no link" : " must hold {link} only"));
        }
        String longest = text.replace(LINK, link(portal, LONGEST_REQUEST))
                .replace(CODE, "123456")
                .replace(MINUTES, "10");
        if (longest.indexOf('{') >= 0) {
            throw new IllegalArgumentException(which + " has a place that nothing fills");
        }
        if (language.equals("zh") && longest.length() > LONGEST_SMS) {
            throw new IllegalArgumentException(
                    which + " has " + longest.length() + " characters, at most " + LONGEST_SMS);
        }
    }

    private static String link(URI portal, RequestId request) {
        return portal + "/r/" + request;
    }
}
