package org.carecontact.vendortwin.officialaccount;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.sms.Digests;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.world.Person;
import tools.jackson.databind.node.ObjectNode;

/** Who looks at a page in WeChat (snsapi_base, snsapi_userinfo): codes that are good once for five minutes. */
public final class OAuth2 {

    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(7200);
    private static final int MOST = 10_000;

    private final Map<String, Account> accounts;
    private final Surroundings around;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> codes = new LinkedHashMap<>();
    private final Map<String, Grant> tokens = new LinkedHashMap<>();

    /** How the person answers. */
    public enum Choice {
        ALLOW,
        /** The page is looked at in a preview, which has an openid of nobody. */
        SNAPSHOT,
        REFUSE
    }

    private record Grant(
            String appId, String openId, String mobile, String scope, boolean snapshot, Instant until, boolean used) {

        Grant useUp() {
            return new Grant(appId, openId, mobile, scope, snapshot, until, true);
        }
    }

    OAuth2(Map<String, Account> accounts, Surroundings around) {
        this.accounts = accounts;
        this.around = around;
    }

    /** Why the request of a page for somebody's identity is refused; empty if it is not. */
    public Optional<String> refusal(Map<String, String> query) {
        Account account = accounts.get(query.getOrDefault("appid", ""));
        if (account == null) {
            return Optional.of("appid");
        }
        String scope = query.getOrDefault("scope", "");
        if (!query.getOrDefault("response_type", "").equals("code")
                || !(scope.equals("snsapi_base") || scope.equals("snsapi_userinfo"))) {
            return Optional.of("scope");
        }
        try {
            URI target = URI.create(query.getOrDefault("redirect_uri", ""));
            boolean web = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
            boolean known = account.settings.oauthHosts().isEmpty()
                    || account.settings.oauthHosts().contains(target.getAuthority());
            return web && target.getHost() != null && known ? Optional.empty() : Optional.of("redirect_uri");
        } catch (IllegalArgumentException _) {
            return Optional.of("redirect_uri");
        }
    }

    /** Where the person's browser goes on: with a code, or without one if the person refused. */
    public synchronized String answered(Map<String, String> query, Person person, Choice choice) {
        String appId = query.getOrDefault("appid", "");
        Account account = accounts.get(appId);
        if (account == null || refusal(query).isPresent()) {
            throw new IllegalArgumentException("the request is not one that can be answered");
        }
        String target = query.getOrDefault("redirect_uri", "");
        String state = "state=" + Encoding.encoded(query.getOrDefault("state", ""));
        String separator = target.contains("?") ? "&" : "?";
        if (choice == Choice.REFUSE) {
            return target + separator + state;
        }
        boolean snapshot = choice == Choice.SNAPSHOT;
        String openId = snapshot
                ? around.people().alias("o", "preview " + appId + random.nextLong(), person)
                : account.openId(person);
        String code = text(24);
        codes.put(
                code,
                new Grant(
                        appId,
                        openId,
                        person.mobile(),
                        query.getOrDefault("scope", ""),
                        snapshot,
                        around.clock().instant().plus(CODE_LIFE),
                        false));
        trim(codes);
        return target + separator + "code=" + code + "&" + state;
    }

    synchronized ObjectNode token(Request request) {
        Account account = accounts.get(request.parameter("appid"));
        if (account == null) {
            throw new Refusal(40013);
        }
        if (!Digests.same(account.settings.secret().value(), request.parameter("secret"))) {
            throw new Refusal(40125, "invalid appsecret");
        }
        Grant grant = codes.get(request.parameter("code"));
        Instant now = around.clock().instant();
        if (grant == null
                || !grant.appId().equals(account.settings.appId())
                || !grant.until().isAfter(now)) {
            throw new Refusal(40029);
        }
        if (grant.used()) {
            throw new Refusal(40163);
        }
        codes.put(request.parameter("code"), grant.useUp());
        String token = text(96);
        tokens.put(
                token,
                new Grant(
                        grant.appId(),
                        grant.openId(),
                        grant.mobile(),
                        grant.scope(),
                        grant.snapshot(),
                        now.plus(TOKEN_LIFE),
                        false));
        trim(tokens);
        ObjectNode answer = Errcodes.bare()
                .put("access_token", token)
                .put("expires_in", TOKEN_LIFE.toSeconds())
                .put("refresh_token", text(96))
                .put("openid", grant.openId())
                .put("scope", grant.scope());
        if (grant.snapshot()) {
            answer.put("is_snapshotuser", 1);
        } else if (grant.scope().equals("snsapi_userinfo")) {
            answer.put("unionid", around.people().at(grant.mobile()).unionId());
        }
        return answer;
    }

    synchronized ObjectNode person(Request request) {
        Grant grant = tokens.get(request.parameter("access_token"));
        if (grant == null) {
            throw new Refusal(40001);
        }
        if (!grant.until().isAfter(around.clock().instant())) {
            throw new Refusal(42001);
        }
        if (!grant.openId().equals(request.parameter("openid"))) {
            throw new Refusal(40003);
        }
        if (!grant.scope().equals("snsapi_userinfo")) {
            throw new Refusal(48001);
        }
        Person person = around.people().at(grant.mobile());
        return Errcodes.bare()
                .put("openid", grant.openId())
                .put("nickname", person.name())
                .put("sex", 0)
                .put("headimgurl", "")
                .put("unionid", person.unionId());
    }

    private String text(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(some);
    }

    private static void trim(Map<String, Grant> grants) {
        if (grants.size() > MOST) {
            grants.remove(grants.keySet().iterator().next());
        }
    }
}
