package org.carecontact.vendortwin.wechat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.vendortwin.callbacks.Callbacks;
import org.carecontact.vendortwin.callbacks.Event;
import org.carecontact.vendortwin.callbacks.Letter;
import org.carecontact.vendortwin.callbacks.SealedPush;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.settings.Push;
import org.carecontact.vendortwin.world.TwinClock;
import org.carecontact.vendortwin.world.Vendor;

/** Events in XML, sealed for one company or account (WeCom page 90968): three tries, five seconds each. */
public final class SealedEvents {

    private static final List<Duration> REPETITIONS = List.of(Duration.ofMillis(500), Duration.ofMillis(500));

    private final Vendor vendor;
    private final String receiver;
    private final SealedPush push;
    private final Callbacks callbacks;
    private final TwinClock clock;
    private final SecureRandom random = new SecureRandom();

    public SealedEvents(Vendor vendor, String receiver, Push settings, Callbacks callbacks, TwinClock clock) {
        this.vendor = vendor;
        this.receiver = receiver;
        this.callbacks = callbacks;
        this.clock = clock;
        push = new SealedPush(settings.token().value(), settings.aesKey().value());
        callbacks.address(vendor, receiver, "event", settings.url());
    }

    /**
     * Pushes an event.
     *
     * @param name the ChangeType or Event, by which faults know it
     * @param more parameters of the query beside those of the signature, as openid
     * @param xml writes the message for the faults that are in it
     */
    public void push(
            String name,
            List<String> whom,
            Map<String, String> more,
            java.util.function.Function<Set<FaultKind>, String> xml) {
        callbacks.push(new Event(
                vendor,
                receiver,
                "event",
                name,
                whom,
                REPETITIONS,
                (status, body) -> status == 200 && (body.isEmpty() || body.equals("success")),
                wrong -> letter(xml.apply(wrong), more, wrong)));
    }

    /**
     * Asks the address to open a sealed text, as is done before it is taken.
     *
     * @return whether the answer is that text, and nothing else
     */
    public boolean isTaken(String url) {
        String text = String.valueOf(1_000_000_000_000L + random.nextInt(1_000_000_000));
        String sealed = push.encrypted(sixteen(), text, receiver);
        String query = query(sealed, clock.machineTime(), Set.of())
                + "&echostr="
                + java.net.URLEncoder.encode(sealed, StandardCharsets.UTF_8);
        return callbacks.ask(url, query).filter(text::equals).isPresent();
    }

    private Letter.Post letter(String xml, Map<String, String> more, Set<FaultKind> wrong) {
        String sealed =
                push.encrypted(sixteen(), xml, wrong.contains(FaultKind.WRONG_RECEIVER) ? receiver + "x" : receiver);
        StringBuilder query = new StringBuilder(query(sealed, clock.machineTime(), wrong));
        more.forEach((name, value) -> query.append('&')
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String agent = vendor == Vendor.WECOM ? "<AgentID><![CDATA[]]></AgentID>" : "";
        return new Letter.Post(
                query.toString(),
                "text/xml; charset=utf-8",
                "<xml><ToUserName><![CDATA[" + receiver + "]]></ToUserName><Encrypt><![CDATA[" + sealed
                        + "]]></Encrypt>" + agent + "</xml>");
    }

    private String query(String sealed, Instant now, Set<FaultKind> wrong) {
        Instant at = wrong.contains(FaultKind.STALE) ? now.minus(Duration.ofHours(1)) : now;
        String timestamp = String.valueOf(at.getEpochSecond());
        String nonce = String.valueOf(1_000_000_000L + random.nextInt(1_000_000_000));
        String signature = push.signature(timestamp, nonce, sealed);
        if (wrong.contains(FaultKind.WRONG_SIGNATURE)) {
            signature = (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
        }
        String query = "msg_signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce;
        return vendor == Vendor.WECOM
                ? query
                : query + "&signature=" + push.signature(timestamp, nonce, "") + "&encrypt_type=aes";
    }

    private byte[] sixteen() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return bytes;
    }
}
