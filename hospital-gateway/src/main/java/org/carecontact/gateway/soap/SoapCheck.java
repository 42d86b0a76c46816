package org.carecontact.gateway.soap;

import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Understood;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;

/** Says of a call, or of a V3 message in a file that is called like its action, what the feed would understand. */
public final class SoapCheck {

    private static final Pattern ACTION = Pattern.compile("([A-Za-z]+[0-9]*).*");

    private final Feed feed;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    public SoapCheck(Feed feed, Prints prints, PersonalValues values, Births births, Clock clock) {
        this.feed = feed;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = clock;
    }

    /**
     * Reads a file.
     *
     * @param name of the file, as OutPatientInfoAdd-1.xml
     */
    public Understood read(String name, byte[] file) {
        String action = "";
        String charset = "";
        V3Message message = V3Message.UNREADABLE;
        try {
            BodyText.Read body = BodyText.read(file, "").orElseThrow(Exchange::notXml);
            charset = body.charset().name();
            Node root = Xml.read(body.text());
            if (root.name().equals("Envelope")) {
                Envelope call = Envelope.of(root, "");
                action = call.action();
                message = Exchange.message(call);
            } else {
                Matcher named = ACTION.matcher(name);
                action = named.matches() ? named.group(1) : "";
                message = V3Message.of(root);
            }
            return understood(action, message).from(sender(message), charset);
        } catch (SoapFault fault) {
            return Understood.refused(1, "fault", "", "", "", fault.reason()).from("", charset);
        } catch (XmlRefused e) {
            Refusal refusal = e.attack().isEmpty() ? Exchange.notXml() : Exchange.attack();
            V3Message begun = V3Message.of(e.begun());
            return refused(refusal, action, begun).from(sender(begun), charset);
        } catch (Refusal refusal) {
            return refused(refusal, action, message).from(sender(message), charset);
        }
    }

    private Understood understood(String action, V3Message message) throws Refusal {
        Messages messages =
                new Messages(feed.hospital(), feed.dialect(), prints, values, births, feed.meters()::unmapped);
        return switch (messages.read(action, message, clock.instant())) {
            case Meaning.NotUsed _ ->
                new Understood(1, "AA", shown(action), shown(message.messageId()), List.of(), List.of());
            case Meaning.Says(var statements, var warnings) ->
                new Understood(
                        1,
                        "AA",
                        shown(action),
                        shown(message.messageId()),
                        statements,
                        warnings.stream().map(SoapCheck::told).toList());
        };
    }

    private static String sender(V3Message message) {
        return PlainIds.sender(message.from());
    }

    private static Understood refused(Refusal refusal, String action, V3Message message) {
        return Understood.refused(
                1,
                refusal.answer(),
                shown(action),
                shown(message.messageId()),
                refusal.detail().place(),
                refusal.detail().english() + " (" + refusal.detail().code() + ")");
    }

    private static String told(Detail warning) {
        return warning.place() + ": " + warning.english();
    }

    private static String shown(String text) {
        return PlainIds.message(text);
    }
}
