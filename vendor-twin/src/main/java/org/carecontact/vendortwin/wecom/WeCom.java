package org.carecontact.vendortwin.wecom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Call;
import org.carecontact.vendortwin.faults.VendorDoor;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.WeComCompany;
import org.carecontact.vendortwin.sms.Digests;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.wechat.SealedEvents;
import org.carecontact.vendortwin.wechat.Tokens;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.databind.JsonNode;

/** WeCom's calls below /cgi-bin (pages 91039, 92228, 92572, 96348, 96311, 90236). */
public final class WeCom implements VendorDoor {

    private static final String PATH = "/cgi-bin/";

    private final Map<String, Company> companies = new LinkedHashMap<>();
    private final Tokens tokens = new Tokens();
    private final Surroundings around;
    private final CustomerCalls customers;
    private final MemberMessages messages;
    private final ContactActs acts;

    public WeCom(List<WeComCompany> known, Surroundings around) {
        this.around = around;
        for (WeComCompany settings : known) {
            SealedEvents events = settings.push().aesKey().value().isEmpty()
                    ? null
                    : new SealedEvents(
                            Vendor.WECOM, settings.corpId(), settings.push(), around.callbacks(), around.clock());
            companies.put(settings.corpId(), new Company(settings, events));
        }
        acts = new ContactActs(companies, around);
        customers = new CustomerCalls(around, acts);
        messages = new MemberMessages(around);
    }

    /** What members and people outside do. */
    public ContactActs acts() {
        return acts;
    }

    /** Whether the address opens what is sealed for the company. */
    public boolean isTaken(String corpId, String url) {
        Company company = companies.get(corpId);
        return company != null && company.events != null && company.events.isTaken(url);
    }

    /** How many tokens were made. */
    public long tokensIssued() {
        return tokens.issued();
    }

    @Override
    public boolean isFor(Request request) {
        String path = request.path();
        return path.equals(PATH + "gettoken")
                || path.startsWith(PATH + "externalcontact/")
                || path.equals(PATH + "message/send");
    }

    @Override
    public Call call(Request request) {
        List<String> whom = new ArrayList<>();
        for (String name : List.of("userid", "external_userid")) {
            if (!request.parameter(name).isEmpty()) {
                whom.add(request.parameter(name));
            }
        }
        if (request.method().equals("POST")) {
            try {
                JsonNode body = Errcodes.read(request.body().text());
                whom.addAll(List.of(body.path("touser").asString("").split("\\|")));
                whom.add(body.path("userid").asString(""));
                whom.add(body.path("external_userid").asString(""));
                body.path("user").forEach(user -> whom.add(user.asString("")));
                body.path("userid_list").forEach(user -> whom.add(user.asString("")));
            } catch (Refusal _) {
                whom.clear(); // The call itself is going to say so.
            }
        }
        String account = request.parameter("corpid").isEmpty()
                ? tokens.holder(request.parameter("access_token")).orElse("")
                : request.parameter("corpid");
        return new Call(
                Vendor.WECOM,
                request.path().substring(PATH.length()),
                account.split(" ")[0],
                whom.stream().filter(id -> !id.isEmpty()).toList(),
                "");
    }

    @Override
    public Reply answer(Request request) {
        try {
            return Errcodes.reply(
                    switch (request.path().substring(PATH.length())) {
                        case "gettoken" -> token(request);
                        case "message/send" -> {
                            Holder holder = holder(request);
                            yield messages.send(
                                    holder.company(),
                                    holder.app(),
                                    Errcodes.read(request.body().text()));
                        }
                        default -> {
                            Holder holder = holder(request);
                            if (!holder.app().customers()) {
                                throw new Refusal(48002);
                            }
                            yield customers.answer(
                                    holder.company(),
                                    request.path().substring((PATH + "externalcontact/").length()),
                                    request);
                        }
                    });
        } catch (Refusal refusal) {
            return refused(refusal.code(), refusal.text());
        }
    }

    @Override
    public Answer failure(Call call, String code) {
        Refusal refusal = new Refusal(Integer.parseInt(code));
        return refused(refusal.code(), refusal.text()).answer();
    }

    @Override
    public void cancelTokens(Request request) {
        tokens.holder(request.parameter("access_token")).ifPresent(tokens::cancel);
    }

    private record Holder(Company company, WeComCompany.App app) {}

    private tools.jackson.databind.node.ObjectNode token(Request request) {
        Company company = companies.get(request.parameter("corpid"));
        if (company == null) {
            throw new Refusal(40013, "invalid corpid");
        }
        WeComCompany.App app = company.settings.apps().stream()
                .filter(one -> Digests.same(one.secret().value(), request.parameter("corpsecret")))
                .findFirst()
                .orElseThrow(() -> new Refusal(40001, "invalid credential"));
        Tokens.Issued issued = tokens.current(
                company.settings.corpId() + " " + app.agentId(),
                Duration.ZERO,
                around.clock().instant());
        return Errcodes.ok().put("access_token", issued.token()).put("expires_in", issued.seconds());
    }

    private Holder holder(Request request) {
        return switch (tokens.check(
                request.parameter("access_token"), around.clock().instant())) {
            case Tokens.Check.Refused(int code) -> throw new Refusal(code);
            case Tokens.Check.Of(String holder) -> {
                String[] parts = holder.split(" ");
                Company company = companies.get(parts[0]);
                if (company == null) {
                    throw new Refusal(40014);
                }
                yield company.settings.apps().stream()
                        .filter(app -> String.valueOf(app.agentId()).equals(parts[1]))
                        .findFirst()
                        .map(app -> new Holder(company, app))
                        .orElseThrow(() -> new Refusal(40014));
            }
        };
    }

    private static Reply refused(int code, String text) {
        return Errcodes.refused(
                code,
                text,
                ", hint: [1795737600_1_0], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e="
                        + code);
    }
}
