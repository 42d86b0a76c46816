package org.carecontact.vendortwin.wechat;

import org.carecontact.vendortwin.faults.VendorDoor;
import org.carecontact.vendortwin.http.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers of both: HTTP 200 with errcode and errmsg, whatever came of the call. */
public final class Errcodes {

    private static final JsonMapper JSON = new JsonMapper();

    private Errcodes() {}

    /** A body for a success, to be filled. */
    public static ObjectNode ok() {
        return JSON.createObjectNode().put("errcode", 0).put("errmsg", "ok");
    }

    /** A body without an errcode, as some successes have it. */
    public static ObjectNode bare() {
        return JSON.createObjectNode();
    }

    public static VendorDoor.Reply reply(ObjectNode body) {
        return new VendorDoor.Reply(
                Answer.json(200, body.toString()),
                String.valueOf(body.path("errcode").asInt(0)));
    }

    /** A failure; the hint is what stands behind the text. */
    public static VendorDoor.Reply refused(int code, String text, String hint) {
        return reply(JSON.createObjectNode().put("errcode", code).put("errmsg", text + hint));
    }

    /**
     * Reads a JSON object.
     *
     * @throws Refusal 47001 if it is none
     */
    public static JsonNode read(String text) {
        try {
            JsonNode body = JSON.readTree(text);
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JacksonException _) {
            throw new Refusal(47001);
        }
        throw new Refusal(47001);
    }
}
