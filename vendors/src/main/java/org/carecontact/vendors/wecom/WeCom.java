package org.carecontact.vendors.wecom;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.chanjar.weixin.cp.bean.message.WxCpMessage;
import me.chanjar.weixin.cp.constant.WxCpApiPathConsts;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.WeComClient;
import org.carecontact.vendors.calls.QuietLogs;
import org.carecontact.vendors.calls.Windows;
import org.carecontact.vendors.tokens.Tokens;
import org.carecontact.vendors.weixin.OneSendClients;
import org.carecontact.vendors.weixin.SharedToken;
import org.carecontact.vendors.weixin.WxCalls;

/** Calls WeCom for one application; requests are WxJava's, answers are read here and must be whole. */
public final class WeCom implements WeComClient {

    private static final int LONGEST_TITLE = 128;
    private static final int LONGEST_DESCRIPTION = 512;
    private static final int LONGEST_URL = 2048;
    private static final int SAME_CARD_SECONDS = 4 * 60 * 60;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 1_000;

    private final CpService service;
    private final CpConfig config;
    private final WxCalls calls;
    private final int agentId;

    public WeCom(WeComAccount account, Tokens tokens, Clock clock) {
        QuietLogs.install();
        Windows windows = new Windows(clock);
        String name = "wecom:" + account.corpId() + ":" + account.agentId();
        SharedToken token = new SharedToken(name, tokens, WeComCodes::outcome, windows);
        this.config = new CpConfig(token);
        config.setCorpId(account.corpId());
        config.setCorpSecret(account.secret());
        config.setAgentId(account.agentId());
        config.setBaseApiUrl(account.api().toString());
        config.setApacheHttpClientBuilder(new OneSendClients(account.connectTimeout(), account.readTimeout()));
        this.service = new CpService(token);
        service.setWxCpConfigStorage(config);
        this.calls = new WxCalls(WeComCodes::outcome, windows);
        this.agentId = account.agentId();
    }

    @Override
    public Outcome message(String key, String userId, String title, String description, String url) {
        if (bytes(title) > LONGEST_TITLE || bytes(description) > LONGEST_DESCRIPTION || bytes(url) > LONGEST_URL) {
            return new Outcome.RefusedOurFault("too-long");
        }
        if (userId.isBlank() || userId.startsWith("@") || userId.contains("|")) {
            return new Outcome.RefusedForGood("userid-malformed"); // @all would reach everybody
        }
        WxCpMessage card = WxCpMessage.TEXTCARD()
                .agentId(agentId)
                .toUser(userId)
                .title(title)
                .description(description)
                .url(url)
                .build();
        card.setEnableDuplicateCheck(true);
        card.setDuplicateCheckInterval(SAME_CARD_SECONDS);
        try {
            JsonObject answer = post(WxCpApiPathConsts.Message.MESSAGE_SEND, card.toJson());
            for (String list : List.of("invaliduser", "unlicenseduser")) {
                // WeCom writes members' ids in lower case here.
                if (Arrays.stream(Answers.text(answer, list).split("\\|")).anyMatch(userId::equalsIgnoreCase)) {
                    return new Outcome.RefusedForGood(list);
                }
            }
            return new Outcome.Accepted(Answers.text(answer, "msgid"));
        } catch (VendorRefused e) {
            return e.kind();
        }
    }

    @Override
    public Invitation addContactWay(NewInvitation wanted) throws VendorRefused {
        JsonObject answer = post(WxCpApiPathConsts.ExternalContact.ADD_CONTACT_WAY, ContactWays.write(wanted));
        String configId = Answers.text(answer, "config_id");
        if (configId.isEmpty()) {
            throw WxCalls.unknown("no-config-id");
        }
        return new Invitation(configId, Answers.text(answer, "qr_code"));
    }

    @Override
    public Optional<ContactWay> getContactWay(String configId) throws VendorRefused {
        try {
            JsonObject answer = post(WxCpApiPathConsts.ExternalContact.GET_CONTACT_WAY, only("config_id", configId));
            if (!(answer.get("contact_way") instanceof JsonObject way)) {
                throw WxCalls.unknown("no-contact-way");
            }
            return Optional.of(ContactWays.read(way));
        } catch (VendorRefused e) {
            if (ContactWays.isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public ContactWayPage listContactWays(Instant from, Instant to, String cursor) throws VendorRefused {
        JsonObject request = new JsonObject();
        request.addProperty("start_time", from.getEpochSecond());
        request.addProperty("end_time", to.getEpochSecond());
        if (!cursor.isEmpty()) {
            request.addProperty("cursor", cursor);
        }
        request.addProperty("limit", PAGE);
        JsonObject answer = post(WxCpApiPathConsts.ExternalContact.LIST_CONTACT_WAY, request.toString());
        List<String> ids = new ArrayList<>();
        for (JsonObject way : Answers.objects(answer, "contact_way")) {
            ids.add(Answers.text(way, "config_id"));
        }
        return new ContactWayPage(List.copyOf(ids), Answers.text(answer, "next_cursor"));
    }

    @Override
    public void updateContactWay(String configId, String remark, String state, boolean skipVerify)
            throws VendorRefused {
        JsonObject request = new JsonObject();
        request.addProperty("config_id", configId);
        request.addProperty("remark", remark);
        request.addProperty("state", state);
        request.addProperty("skip_verify", skipVerify);
        post(WxCpApiPathConsts.ExternalContact.UPDATE_CONTACT_WAY, request.toString());
    }

    @Override
    public void deleteContactWay(String configId) throws VendorRefused {
        try {
            post(WxCpApiPathConsts.ExternalContact.DEL_CONTACT_WAY, only("config_id", configId));
        } catch (VendorRefused e) {
            if (!ContactWays.isGone(e)) {
                throw e;
            }
        }
    }

    @Override
    public void closeTempChat(String userId, String externalUserId) throws VendorRefused {
        JsonObject request = new JsonObject();
        request.addProperty("userid", userId);
        request.addProperty("external_userid", externalUserId);
        post(WxCpApiPathConsts.ExternalContact.CLOSE_TEMP_CHAT, request.toString());
    }

    @Override
    public List<String> customersOf(String userId) throws VendorRefused {
        try {
            return Answers.texts(
                    get(WxCpApiPathConsts.ExternalContact.LIST_EXTERNAL_CONTACT + encoded(userId)), "external_userid");
        } catch (VendorRefused e) {
            return emptyIfUnrelated(e);
        }
    }

    @Override
    public List<Customer> customers(Collection<String> userIds) throws VendorRefused {
        List<String> all = userIds.stream().distinct().toList();
        List<Customer> customers = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PAGE) {
            try {
                customersOf(all.subList(from, Math.min(all.size(), from + PAGE)), customers);
            } catch (VendorRefused e) {
                customers.addAll(emptyIfUnrelated(e));
            }
        }
        return List.copyOf(customers);
    }

    private void customersOf(List<String> userIds, List<Customer> customers) throws VendorRefused {
        JsonArray members = new JsonArray();
        userIds.forEach(members::add);
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        do {
            JsonObject request = new JsonObject();
            request.add("userid_list", members);
            request.addProperty("cursor", cursor);
            request.addProperty("limit", PAGE);
            JsonObject answer = post("/cgi-bin/externalcontact/batch/get_by_user", request.toString());
            for (JsonObject one : Answers.objects(answer, "external_contact_list")) {
                customers.add(
                        Customers.read(Answers.object(one, "external_contact"), Answers.object(one, "follow_info")));
            }
            cursor = Answers.text(answer, "next_cursor");
            if (!cursor.isEmpty() && !cursors.add(cursor)) {
                throw WxCalls.unknown("cursor-repeated");
            }
        } while (!cursor.isEmpty() && cursors.size() < MOST_PAGES);
        if (!cursor.isEmpty()) {
            throw WxCalls.unknown("too-many-pages");
        }
    }

    @Override
    public List<Customer> customer(String externalUserId) throws VendorRefused {
        List<Customer> found = new ArrayList<>();
        String address = WxCpApiPathConsts.ExternalContact.GET_CONTACT_DETAIL + encoded(externalUserId);
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        try {
            do {
                JsonObject answer = get(cursor.isEmpty() ? address : address + "&cursor=" + encoded(cursor));
                JsonObject contact = Answers.object(answer, "external_contact");
                for (JsonObject follower : Answers.objects(answer, "follow_user")) {
                    found.add(Customers.read(contact, follower));
                }
                cursor = Answers.text(answer, "next_cursor");
                if (!cursor.isEmpty() && !cursors.add(cursor)) {
                    throw WxCalls.unknown("cursor-repeated");
                }
            } while (!cursor.isEmpty());
        } catch (VendorRefused e) {
            return emptyIfUnrelated(e);
        }
        return List.copyOf(found);
    }

    @Override
    public List<String> followUsers() throws VendorRefused {
        return Answers.texts(get(WxCpApiPathConsts.ExternalContact.GET_FOLLOW_USER_LIST), "follow_user");
    }

    private JsonObject post(String path, String json) throws VendorRefused {
        return calls.call(() -> service.post(config.getApiUrl(path), json));
    }

    private JsonObject get(String path) throws VendorRefused {
        return calls.call(() -> service.get(config.getApiUrl(path), null));
    }

    private static <T> List<T> emptyIfUnrelated(VendorRefused e) throws VendorRefused {
        if (e.code().equals(Integer.toString(WeComCodes.NO_RELATION))) {
            return List.of();
        }
        throw e;
    }

    private static String only(String name, String value) {
        JsonObject request = new JsonObject();
        request.addProperty(name, value);
        return request.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
