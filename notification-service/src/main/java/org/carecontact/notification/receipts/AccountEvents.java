package org.carecontact.notification.receipts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.carecontact.notification.providers.Door;
import org.carecontact.notification.recipients.Refusals;
import org.carecontact.schemas.Metric;
import org.carecontact.vendors.CallbackXml;

/** Understands what an official account pushes: who follows, who refuses, and what became of a message. */
final class AccountEvents {

    private static final String SYSTEM = "wechat";

    private final Receipts receipts;
    private final Refusals refusals;
    private final MeterRegistry meters;

    AccountEvents(Receipts receipts, Refusals refusals, MeterRegistry meters) {
        this.receipts = receipts;
        this.refusals = refusals;
        this.meters = meters;
    }

    /** Acts on one push; the same again changes nothing. */
    void take(Door door, CallbackXml push) {
        String person = push.first("FromUserName").orElse("");
        String event = push.first("Event").orElse("");
        switch (event) {
            case "subscribe" -> refusals.reopenAt(door.hospital(), SYSTEM, person);
            case "unsubscribe" -> refusals.noteAt(door.hospital(), SYSTEM, person, "unsubscribed");
            case "TEMPLATESENDJOBFINISH" -> finished(door, push, person);
            case "subscribe_msg_popup_event", "subscribe_msg_change_event" -> chosen(door, push, person);
            case "subscribe_msg_sent_event" -> sent(door, push, person);
            default -> {} // messages of people, menus, places: nothing of ours
        }
        Counter.builder(Metric.RECEIPTS.id())
                .description(Metric.RECEIPTS.description())
                .tag("result", "event")
                .register(meters)
                .increment();
    }

    private void finished(Door door, CallbackXml push, String person) {
        // WeChat writes "failed:user block" and "failed: system failed".
        String status = push.first("Status").orElse("").replace(" ", "").toLowerCase(Locale.ROOT);
        boolean delivered = status.equals("success");
        boolean blocked = status.equals("failed:userblock");
        if (blocked) {
            refusals.noteAt(door.hospital(), SYSTEM, person, "blocked");
        }
        String id = push.first("MsgID").orElse("");
        if (!id.isEmpty() && !id.equals("0")) {
            receipts.take(
                    door, new Report(id, "", delivered, delivered ? "" : status.replace("failed:", "failed-"), false));
        }
    }

    /** The last choice counts: an account asks for several templates at once, and one yes leaves the way open. */
    private void chosen(Door door, CallbackXml push, String person) {
        List<String> choices = push.all("SubscribeStatusString");
        if (choices.contains("accept")) {
            refusals.reopenAt(door.hospital(), SYSTEM, person);
        } else if (choices.contains("reject")) {
            refusals.noteAt(door.hospital(), SYSTEM, person, "unsubscribed");
        }
    }

    private void sent(Door door, CallbackXml push, String person) {
        if (push.first("ErrorCode").filter("43101"::equals).isPresent()) {
            refusals.noteAt(door.hospital(), SYSTEM, person, "unsubscribed");
        }
    }
}
