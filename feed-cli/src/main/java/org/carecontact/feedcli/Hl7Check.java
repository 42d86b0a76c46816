package org.carecontact.feedcli;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.hl7v2.Charsets;
import org.carecontact.gateway.hl7v2.Decoded;
import org.carecontact.gateway.hl7v2.Fault;
import org.carecontact.gateway.hl7v2.Header;
import org.carecontact.gateway.hl7v2.Meaning;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.hl7v2.Refusal;
import org.carecontact.gateway.intake.Understood;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;

/** Says of HL7 v2 messages what a feed would understand. */
final class Hl7Check {

    private final Dialect dialect;
    private final Messages messages;

    Hl7Check(Feed feed, Prints prints, PersonalValues values, Births births) {
        this.dialect = feed.dialect();
        this.messages = new Messages(feed.hospital(), dialect, prints, values, births, feed.meters()::unmapped);
    }

    void read(byte[] file, Instant now, Consumer<Understood> to) {
        List<byte[]> all = MessageFile.messages(file);
        for (int i = 0; i < all.size(); i++) {
            to.accept(understood(i + 1, all.get(i), now));
        }
    }

    private Understood understood(int number, byte[] message, Instant now) {
        Header header = Header.of(Charsets.header(message));
        String charset = "";
        try {
            Decoded decoded = Decoded.of(message, dialect);
            header = decoded.header();
            charset = decoded.charset().name();
            return understood(number, decoded, now).from(sender(header), charset);
        } catch (Refusal refusal) {
            Fault fault = refusal.fault();
            return Understood.refused(
                            number,
                            refusal.answer().name(),
                            kind(header),
                            id(header),
                            fault.place(),
                            fault.remedy() + " (" + fault.code().getCode() + ")")
                    .from(sender(header), charset);
        }
    }

    private Understood understood(int number, Decoded decoded, Instant now) throws Refusal {
        Header header = decoded.header();
        return switch (messages.read(header, decoded.text(), now)) {
            case Meaning.NotUsed _ -> new Understood(number, "AA", kind(header), id(header), List.of(), List.of());
            case Meaning.Says(var statements, var warnings) ->
                new Understood(
                        number,
                        "AA",
                        kind(header),
                        id(header),
                        statements,
                        warnings.stream()
                                .map(warning -> warning.place() + ": " + warning.remedy())
                                .toList());
        };
    }

    private static String sender(Header header) {
        return header.fields().isEmpty() ? "" : PlainIds.sender(header.sender());
    }

    /** A header that can't be read may have anything in a field. */
    private static String kind(Header header) {
        return PlainIds.message(header.field(9));
    }

    private static String id(Header header) {
        return PlainIds.message(header.controlId());
    }
}
