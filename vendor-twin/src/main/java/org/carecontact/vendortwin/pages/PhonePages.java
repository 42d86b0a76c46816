package org.carecontact.vendortwin.pages;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.officialaccount.FollowerActs;
import org.carecontact.vendortwin.wecom.Contact;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Vendor;

/** Everybody with a telephone, and one telephone with its WeChat. */
final class PhonePages {

    private static final int SHOWN = 300;
    private static final Set<Vendor> SMS = EnumSet.of(Vendor.ALIYUN, Vendor.TENCENT, Vendor.GATEWAY);

    private final Everything all;

    PhonePages(Everything all) {
        this.all = all;
    }

    static String address(String mobile) {
        return "/phone?of=" + Encoding.encoded(mobile);
    }

    Answer list() {
        String people = all.around().people().all().reversed().stream()
                .limit(SHOWN)
                .map(person -> {
                    List<Item> got = all.around().inbox().of(person.mobile());
                    String newest = got.isEmpty()
                            ? ""
                            : "<p>" + Html.escaped(got.getLast().text()) + "</p>";
                    return "<li><b>%s</b> %s <small>%d 条消息 messages</small>%s</li>"
                            .formatted(
                                    Html.link(address(person.mobile()), person.name()),
                                    Html.escaped(person.mobile()),
                                    got.size(),
                                    newest);
                })
                .collect(Collectors.joining());
        String form = """
            <form method="post" action="/act/people"><input type="hidden" name="back" value="/">
            <label>号码 number <input name="mobile" value="+86" required inputmode="tel" pattern="\\+[0-9]{6,15}"></label>
            <label>姓名 name <input name="name" required maxlength="30"></label>
            <button class="strong">添加 add</button></form>""";
        return Html.page(
                200,
                "厂商替身：每人一部电话",
                "Vendor twin: a telephone for everybody. Nothing leaves this machine.",
                Html.section("人 People", Html.list(people, "还没有人收到消息 · Nobody got anything yet"))
                        + Html.section("添加一个人 Add somebody", form));
    }

    Answer phone(String mobile, String said) {
        Person person = all.around().people().at(mobile);
        String back = address(mobile);
        List<Item> got = all.around().inbox().of(mobile).reversed();
        String sms = got.stream()
                .filter(item -> SMS.contains(item.vendor()))
                .limit(SHOWN)
                .map(item -> sms(item, person, back))
                .collect(Collectors.joining());
        String weChat = got.stream()
                .filter(item -> item.vendor() == Vendor.WECOM || item.vendor() == Vendor.OFFICIAL_ACCOUNT)
                .limit(SHOWN)
                .map(item -> item(item, ""))
                .collect(Collectors.joining());
        return Html.page(
                200,
                person.name() + " 的电话",
                person.mobile() + " · telephone and WeChat of one person",
                said(said)
                        + Html.section("电话状态 The telephone", states(person, back))
                        + Html.section("短信 SMS", Html.list(sms, "没有短信 · no SMS"))
                        + Html.section("微信消息 WeChat", Html.list(weChat, "没有消息 · no messages"))
                        + Html.section("公众号 Official accounts", accounts(person, back))
                        + Html.section("医生 Doctors at WeCom", doctors(person, back))
                        + Html.section("可扫的二维码 QR codes to scan", codes(person, back)));
    }

    static String said(String text) {
        return text.isEmpty() ? "" : "<section role=\"status\"><p><b>" + Html.escaped(text) + "</b></p></section>";
    }

    /** A message with what else belongs to it. */
    static String item(Item item, String more) {
        String vendor = switch (item.vendor()) {
            case ALIYUN -> "短信 · 阿里云";
            case TENCENT -> "短信 · 腾讯云";
            case WECOM -> "企业微信";
            case OFFICIAL_ACCOUNT -> "公众号";
            case GATEWAY -> "医院网关 gateway";
        };
        String state = switch (item.state()) {
            case WAITING -> "<span class=\"tag\">在途 on its way</span>";
            case DELIVERED -> "<span class=\"tag\">已送达 delivered</span>";
            case FAILED -> "<span class=\"tag warn\">失败 failed %s</span>".formatted(Html.escaped(item.code()));
        };
        boolean leads = item.url().startsWith("http://") || item.url().startsWith("https://");
        String url = leads
                ? "<p><a rel=\"noreferrer noopener\" href=\"%s\">打开链接 open the link</a></p>"
                        .formatted(Html.escaped(item.url()))
                : "";
        return "<li><span class=\"tag\">%s</span>%s<small>%s</small>%s<p>%s</p>%s%s</li>"
                .formatted(
                        vendor,
                        state,
                        Html.time(item.at()),
                        item.title().isEmpty() ? "" : " <b>" + Html.escaped(item.title()) + "</b>",
                        Html.escaped(item.text()),
                        url,
                        more);
    }

    private static String sms(Item item, Person person, String back) {
        String reply = """
            <form method="post" action="/act/replies"><input type="hidden" name="from" value="%s">\
            <input type="hidden" name="id" value="%s"><input type="hidden" name="back" value="%s">\
            <label>回复 reply <input name="text" maxlength="70" required></label> <button>发送 send</button></form>""".formatted(Html.escaped(person.mobile()), Html.escaped(item.id()), Html.escaped(back));
        String stop = Html.button(
                "/act/replies",
                "回复“退订”",
                "danger",
                "from",
                person.mobile(),
                "id",
                item.id(),
                "text",
                "退订",
                "back",
                back);
        return item(item, stop + reply);
    }

    private static String states(Person person, String back) {
        StringBuilder buttons = new StringBuilder();
        for (Person.Phone phone : Person.Phone.values()) {
            String label = switch (phone) {
                case ON -> "开机 on";
                case OFF -> "关机 off";
                case BLOCKED -> "投诉拉黑 blocked";
                case SILENT -> "无回执 no reports";
            };
            buttons.append(Html.button(
                    "/act/people",
                    label,
                    phone == person.phone() ? "strong" : "",
                    "mobile",
                    person.mobile(),
                    "phone",
                    phone.name(),
                    "back",
                    back));
        }
        return buttons.toString();
    }

    private String accounts(Person person, String back) {
        StringBuilder rows = new StringBuilder();
        for (FollowerActs.Standing standing : all.accounts().acts().standings(person)) {
            List<String> buttons = new ArrayList<>();
            buttons.add(
                    standing.follows()
                            ? button(standing, person, back, "unfollow", "取消关注 unfollow", "danger", "")
                            : button(standing, person, back, "follow", "关注 follow", "strong", ""));
            buttons.add(
                    standing.refusesMessages()
                            ? button(standing, person, back, "take-messages", "接收消息 take messages", "", "")
                            : button(standing, person, back, "refuse-messages", "拒收消息 refuse messages", "danger", ""));
            all.accounts().acts().subscriptionTemplates(standing.appId()).forEach((template, title) -> {
                int left = standing.subscriptions().getOrDefault(template, 0);
                buttons.add("<p>订阅“%s”：%s</p>"
                        .formatted(
                                Html.escaped(title),
                                left == 0 ? "无 none" : left == Integer.MAX_VALUE ? "长期 long-term" : left + " 次"));
                buttons.add(
                        button(standing, person, back, "accept-subscription", "允许一次 allow once", "strong", template));
                buttons.add(button(
                        standing, person, back, "accept-subscription-for-good", "长期允许 allow always", "", template));
                buttons.add(button(standing, person, back, "refuse-subscription", "拒绝订阅 refuse", "danger", template));
                buttons.add(
                        button(standing, person, back, "withdraw-subscription", "在设置中关闭 withdraw", "danger", template));
            });
            rows.append("<li><b>%s</b> <small>%s %s</small><div>%s</div></li>"
                    .formatted(
                            Html.escaped(standing.account()),
                            Html.escaped(standing.openId()),
                            standing.follows() ? "已关注 follows" : "未关注 does not follow",
                            String.join("", buttons)));
        }
        return Html.list(rows.toString(), "没有公众号 · no accounts");
    }

    private static String button(
            FollowerActs.Standing standing,
            Person person,
            String back,
            String act,
            String label,
            String style,
            String template) {
        return Html.button(
                "/act/official-account",
                label,
                style,
                "act",
                act,
                "account",
                standing.appId(),
                "person",
                person.mobile(),
                "template",
                template,
                "back",
                back);
    }

    private String doctors(Person person, String back) {
        StringBuilder rows = new StringBuilder();
        for (String corp : all.wecom().acts().companies().keySet()) {
            for (Contact contact : all.wecom().acts().contacts(corp)) {
                if (contact.mobile().equals(person.mobile())) {
                    rows.append("<li>%s %s<div>%s%s</div></li>"
                            .formatted(
                                    Html.link(MemberPages.address(corp, contact.userId()), contact.userId()),
                                    MemberPages.tags(contact),
                                    contactButton(contact, back, "removed-by-person", "删除医生 remove the doctor"),
                                    contactButton(contact, back, "block", "拉黑 block")));
                }
            }
        }
        return Html.list(rows.toString(), "没有医生 · no doctors");
    }

    private static String contactButton(Contact contact, String back, String act, String label) {
        return Html.button(
                "/act/wecom",
                label,
                "danger",
                "act",
                act,
                "corp",
                contact.corpId(),
                "user",
                contact.userId(),
                "external",
                contact.externalUserId(),
                "back",
                back);
    }

    private String codes(Person person, String back) {
        String rows = all.wecom().acts().companies().keySet().stream()
                .flatMap(corp -> all.wecom().acts().ways(corp).reversed().stream())
                .filter(way -> !way.used())
                .limit(50)
                .map(way -> "<li>%s <small>%s</small><div>%s</div></li>"
                        .formatted(
                                Html.link("/wecom/qr/" + way.configId(), String.join("、", way.users()) + " 的二维码"),
                                Html.escaped(way.state()),
                                Html.button(
                                        "/act/wecom",
                                        "用这部手机扫码 scan with this telephone",
                                        "strong",
                                        "act",
                                        "scan",
                                        "config",
                                        way.configId(),
                                        "person",
                                        person.mobile(),
                                        "back",
                                        back)))
                .collect(Collectors.joining());
        return Html.list(rows, "没有二维码 · no codes");
    }
}
