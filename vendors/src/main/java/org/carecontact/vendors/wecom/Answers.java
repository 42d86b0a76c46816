package org.carecontact.vendors.wecom;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.weixin.WxCalls;

/** Reads parts of WeCom's answers; what must be there and is not makes the call one of unknown outcome. */
final class Answers {

    private Answers() {}

    static List<String> texts(JsonObject answer, String name) throws VendorRefused {
        List<String> texts = new ArrayList<>();
        for (JsonElement one : array(answer, name)) {
            if (!(one instanceof JsonPrimitive text)) {
                throw WxCalls.unknown("no-text");
            }
            texts.add(text.getAsString());
        }
        return List.copyOf(texts);
    }

    static List<JsonObject> objects(JsonObject answer, String name) throws VendorRefused {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement one : array(answer, name)) {
            if (!(one instanceof JsonObject object)) {
                throw WxCalls.unknown("no-object");
            }
            objects.add(object);
        }
        return objects;
    }

    /** A missing list is no empty one: the reconciler would take everybody for gone. */
    private static JsonArray array(JsonObject answer, String name) throws VendorRefused {
        if (answer.get(name) instanceof JsonArray array) {
            return array;
        }
        throw WxCalls.unknown("no-list");
    }

    static JsonObject object(JsonObject answer, String name) throws VendorRefused {
        if (answer.get(name) instanceof JsonObject object) {
            return object;
        }
        throw WxCalls.unknown("no-object");
    }

    static String text(JsonObject answer, String name) {
        return answer.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    /** Returns 0 where there is no number. */
    static long number(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isNumber() ? value.getAsLong() : 0;
    }
}
