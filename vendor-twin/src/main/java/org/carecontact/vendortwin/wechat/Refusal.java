package org.carecontact.vendortwin.wechat;

import java.util.Map;

/** A call that fails with an errcode. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(-1, "system error"),
            Map.entry(40001, "invalid credential, access_token is invalid or not latest"),
            Map.entry(40003, "invalid openid"),
            Map.entry(40013, "invalid appid"),
            Map.entry(40014, "invalid access_token"),
            Map.entry(40029, "invalid code"),
            Map.entry(40037, "invalid template_id"),
            Map.entry(40056, "invalid agentid"),
            Map.entry(40058, "invalid Request Parameter"),
            Map.entry(40096, "invalid external userid"),
            Map.entry(40163, "code been used"),
            Map.entry(41001, "access_token missing"),
            Map.entry(41040, "invalid contact way scene"),
            Map.entry(41051, "welcome message already sent"),
            Map.entry(42001, "access_token expired"),
            Map.entry(43004, "require subscribe"),
            Map.entry(43019, "require remove blacklist"),
            Map.entry(43101, "user refuse to accept the msg"),
            Map.entry(45009, "reach max api daily quota limit"),
            Map.entry(45033, "reach max concurrency limit"),
            Map.entry(47001, "data format error"),
            Map.entry(48001, "api unauthorized"),
            Map.entry(48002, "api forbidden"),
            Map.entry(60020, "not allow to access from your ip"),
            Map.entry(60111, "invalid userid"),
            Map.entry(81013, "user & party & tag all invalid"),
            Map.entry(84061, "not external contact"),
            Map.entry(84074, "no permission of customer contact"));

    private final int code;

    public Refusal(int code) {
        this(code, TEXTS.getOrDefault(code, "failed"));
    }

    public Refusal(int code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The vendor's English for it. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
