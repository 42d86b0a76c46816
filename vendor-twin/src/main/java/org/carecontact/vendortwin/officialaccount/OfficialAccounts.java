package org.carecontact.vendortwin.officialaccount;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Call;
import org.carecontact.vendortwin.faults.VendorDoor;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.WeChatAccount;
import org.carecontact.vendortwin.sms.Digests;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.wechat.SealedEvents;
import org.carecontact.vendortwin.wechat.Tokens;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of official accounts below /cgi-bin and /sns. */
public final class OfficialAccounts implements VendorDoor {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);
    private static final int FORCED_A_DAY = 20;

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Tokens tokens = new Tokens();
    private final Surroundings around;
    private final FollowerActs acts;
    private final OAuth2 oauth2;
    private final FollowerMessages messages;

    public OfficialAccounts(List<WeChatAccount> known, Surroundings around, Duration reportAfter) {
        this.around = around;
        for (WeChatAccount settings : known) {
            SealedEvents events = settings.push().aesKey().value().isEmpty()
                    ? null
                    : new SealedEvents(
                            Vendor.OFFICIAL_ACCOUNT,
                            settings.appId(),
                            settings.push(),
                            around.callbacks(),
                            around.clock());
            accounts.put(settings.appId(), new Account(settings, events, around.people()));
        }
        acts = new FollowerActs(accounts, around);
        oauth2 = new OAuth2(accounts, around);
        messages = new FollowerMessages(around, acts, reportAfter);
    }

    /** What followers do. */
    public FollowerActs acts() {
        return acts;
    }

    /** Who looks at a page. */
    public OAuth2 oauth2() {
        return oauth2;
    }

    /** Adds a template to the account, or says why not. */
    public Optional<String> review(String appId, WeChatAccount.Template template) {
        Account account = accounts.get(appId);
        if (account == null) {
            return Optional.of("there is no such account");
        }
        if (account.templates.size() >= 25 && !account.templates.containsKey(template.id())) {
            return Optional.of("an account has 25 templates");
        }
        account.templates.put(template.id(), template);
        return Optional.empty();
    }

    /** Whether the address opens what is sealed for the account. */
    public boolean isTaken(String appId, String url) {
        Account account = accounts.get(appId);
        return account != null && account.events != null && account.events.isTaken(url);
    }

    /** How many tokens were made. */
    public long tokensIssued() {
        return tokens.issued();
    }

    @Override
    public boolean isFor(Request request) {
        String path = request.path();
        return path.equals("/cgi-bin/token")
                || path.equals("/cgi-bin/stable_token")
                || path.equals("/cgi-bin/user/info")
                || path.startsWith("/cgi-bin/message/template/")
                || path.startsWith("/cgi-bin/message/subscribe/")
                || path.startsWith("/sns/");
    }

    @Override
    public Call call(Request request) {
        String name = request.path().replaceFirst("^/(cgi-bin/)?(message/)?", "");
        String account = tokens.holder(request.parameter("access_token"))
                .map(holder -> holder.split(" ")[0])
                .orElse(request.parameter("appid"));
        String whom = request.parameter("openid");
        String key = "";
        if (request.method().equals("POST")) {
            try {
                JsonNode body = Errcodes.read(request.body().text());
                whom = body.path("touser").asString("");
                key = body.path("client_msg_id").asString("");
                account = body.path("appid").asString(account);
            } catch (Refusal _) {
                whom = ""; // The call itself is going to say so.
            }
        }
        return new Call(Vendor.OFFICIAL_ACCOUNT, name, account, whom.isEmpty() ? List.of() : List.of(whom), key);
    }

    @Override
    public Reply answer(Request request) {
        try {
            return Errcodes.reply(
                    switch (request.method() + " " + request.path()) {
                        case "GET /cgi-bin/token" -> token(request);
                        case "POST /cgi-bin/stable_token" -> stableToken(body(request));
                        case "GET /cgi-bin/user/info" -> user(holder(request), request.parameter("openid"));
                        case "POST /cgi-bin/message/template/send" -> messages.template(holder(request), body(request));
                        case "POST /cgi-bin/message/template/subscribe" ->
                            messages.once(holder(request), body(request));
                        case "POST /cgi-bin/message/subscribe/bizsend" ->
                            messages.subscription(holder(request), body(request));
                        case "GET /sns/oauth2/access_token" -> oauth2.token(request);
                        case "GET /sns/userinfo" -> oauth2.person(request);
                        default -> throw new Refusal(48001);
                    });
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    @Override
    public Answer failure(Call call, String code) {
        return refused(new Refusal(Integer.parseInt(code))).answer();
    }

    @Override
    public void cancelTokens(Request request) {
        tokens.holder(request.parameter("access_token")).ifPresent(tokens::cancel);
    }

    private static JsonNode body(Request request) {
        return Errcodes.read(request.body().text());
    }

    private static Reply refused(Refusal refusal) {
        return Errcodes.refused(
                refusal.code(), refusal.text(), " rid: 6568a1b2-00000000-0000000" + Math.floorMod(refusal.code(), 10));
    }

    private Account account(String appId, String secret) {
        Account account = accounts.get(appId);
        if (account == null) {
            throw new Refusal(40013);
        }
        if (!Digests.same(account.settings.secret().value(), secret)) {
            throw new Refusal(40125, "invalid appsecret");
        }
        return account;
    }

    /** The older interface: a new token each time, and five minutes more for the one before. */
    private ObjectNode token(Request request) {
        if (!request.parameter("grant_type").equals("client_credential")) {
            throw new Refusal(40002, "invalid grant_type");
        }
        Account account = account(request.parameter("appid"), request.parameter("secret"));
        return renewed(
                account.settings.appId() + " plain", Instant.now(around.clock()).plus(OVERLAP));
    }

    private ObjectNode stableToken(JsonNode body) {
        if (!body.path("grant_type").asString("").equals("client_credential")) {
            throw new Refusal(40002, "invalid grant_type");
        }
        Account account =
                account(body.path("appid").asString(""), body.path("secret").asString(""));
        String holder = account.settings.appId() + " stable";
        Instant now = around.clock().instant();
        if (!body.path("force_refresh").asBoolean(false)) {
            Tokens.Issued issued = tokens.current(holder, OVERLAP, now);
            return shown(issued);
        }
        synchronized (account) {
            account.forcedTokens.removeIf(at -> at.isBefore(now.minus(Duration.ofDays(1))));
            if (account.forcedTokens.size() >= FORCED_A_DAY) {
                throw new Refusal(45009);
            }
            Instant last = account.forcedTokens.peekLast();
            if (last != null && last.plus(BETWEEN_FORCED).isAfter(now)) {
                throw new Refusal(45011, "api freq limit");
            }
            account.forcedTokens.addLast(now);
        }
        return renewed(holder, now);
    }

    private ObjectNode renewed(String holder, Instant endOfOthers) {
        Tokens.Issued issued = tokens.fresh(holder, around.clock().instant());
        tokens.endOthers(holder, endOfOthers);
        return shown(issued);
    }

    private static ObjectNode shown(Tokens.Issued issued) {
        return Errcodes.bare().put("access_token", issued.token()).put("expires_in", issued.seconds());
    }

    private Account holder(Request request) {
        return switch (tokens.check(
                request.parameter("access_token"), around.clock().instant())) {
            case Tokens.Check.Refused(int code) -> throw new Refusal(code == 40014 ? 40001 : code);
            case Tokens.Check.Of(String holder) -> {
                Account account = accounts.get(holder.split(" ")[0]);
                if (account == null) {
                    throw new Refusal(40001);
                }
                yield account;
            }
        };
    }

    private static ObjectNode user(Account account, String openId) {
        synchronized (account) {
            Person person = account.person(openId).orElseThrow(() -> new Refusal(40003));
            boolean follows = account.followers.contains(person.mobile());
            ObjectNode answer =
                    Errcodes.bare().put("subscribe", follows ? 1 : 0).put("openid", openId);
            return follows ? answer.put("unionid", person.unionId()).put("language", "zh_CN") : answer;
        }
    }
}
