package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.Map;
import org.carecontact.sandbox.day.Api.Answer;
import tools.jackson.databind.JsonNode;

/** Plays both sides of a granted contact at WeCom, by the vendors' twin, where the hospital has sessions there. */
final class Meeting {

    private static final String CORP = "wwtwin0000000001";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** When what was pushed is taken for lost. */
    private static final Duration UNTIL_COMPARED = Duration.ofSeconds(15);

    private final VisitCalls calls;
    private boolean met;

    Meeting(VisitCalls calls) {
        this.calls = calls;
    }

    /** The patient's side scans the QR code, the doctor lets them in and says that it is the patient. */
    void begin() throws InterruptedException, OffScript {
        Answer shown = until("OFFERED");
        if (shown.body().path("session").isMissingNode()
                || shown.body().path("session").isNull()) {
            return;
        }
        met = true;
        Expect.that(
                "the QR code",
                "OFFERED",
                shown.body().path("session").path("state").asString(""),
                shown);
        String qr = shown.body().path("session").path("qr").asString("");
        String config = qr.substring(qr.lastIndexOf('/') + 1).replace(".svg", "");
        calls.atTheTwin(Map.of("act", "scan", "config", config, "person", calls.askersNumber()));
        JsonNode contact = contact();
        calls.atTheTwin(Map.of(
                "act",
                "confirm",
                "corp",
                CORP,
                "user",
                contact.path("userId").asString(""),
                "external",
                contact.path("externalUserId").asString("")));
        Answer asked = Pace.until(UNTIL_COMPARED, calls::channel, seen -> isIn(seen, "TO_CONFIRM"));
        if (!isIn(asked, "TO_CONFIRM")) {
            Expect.that("compare with the vendor", 200, calls.compareChannels());
            asked = until("TO_CONFIRM");
        }
        Expect.that("the doctor confirms", 200, calls.confirm());
        Answer live = until("LIVE");
        Expect.that(
                "the session", "LIVE", live.body().path("session").path("state").asString(""), live);
    }

    /** After the end WeCom has no contact of both any more. */
    void awaitEnd() throws InterruptedException, OffScript {
        if (met) {
            JsonNode left = Pace.until(PATIENCE, this::contact, JsonNode::isMissingNode);
            if (!left.isMissingNode()) {
                throw new OffScript("a contact that ended is still at WeCom", calls.view());
            }
        }
    }

    private Answer until(String state) throws InterruptedException {
        return Pace.until(
                PATIENCE,
                calls::channel,
                seen -> isIn(seen, state) || seen.body().path("session").isNull());
    }

    private static boolean isIn(Answer shown, String state) {
        return shown.body().path("session").path("state").asString("").equals(state);
    }

    private JsonNode contact() throws InterruptedException {
        for (JsonNode contact : calls.contactsAtWeCom(CORP)) {
            if (contact.path("userId").asString("").equals(calls.doctorsId())
                    && contact.path("mobile").asString("").equals(calls.askersNumber())) {
                return contact;
            }
        }
        return Api.JSON.missingNode();
    }
}
