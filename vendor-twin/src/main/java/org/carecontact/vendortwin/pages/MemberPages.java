package org.carecontact.vendortwin.pages;

import java.util.List;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.wecom.Contact;
import org.carecontact.vendortwin.wecom.Way;

/** The companies' members, one member's WeCom, and the page that a QR code leads to. */
final class MemberPages {

    private static final int SHOWN = 200;

    private final Everything all;

    MemberPages(Everything all) {
        this.all = all;
    }

    static String address(String corp, String user) {
        return "/member?corp=" + Encoding.encoded(corp) + "&user=" + Encoding.encoded(user);
    }

    static String tags(Contact contact) {
        return "<span class=\"tag\">%s</span>%s%s%s"
                .formatted(
                        contact.temporary() ? "临时会话 temporary" : "联系人 contact",
                        contact.confirmed() ? "" : "<span class=\"tag warn\">待通过 unconfirmed</span>",
                        contact.configId().isEmpty() ? "<span class=\"tag\">医生自己加的 the member's own</span>" : "",
                        contact.blocked() ? "<span class=\"tag warn\">被拉黑 blocked</span>" : "");
    }

    Answer list() {
        StringBuilder sections = new StringBuilder();
        all.wecom().acts().companies().forEach((corp, name) -> {
            String members = all.wecom().acts().members(corp).stream()
                    .map(user -> "<li>%s <small>%d 条消息 messages</small></li>"
                            .formatted(
                                    Html.link(address(corp, user), user),
                                    all.around().inbox().of(corp + "/" + user).size()))
                    .collect(Collectors.joining());
            String form = """
                <form method="get" action="/member"><input type="hidden" name="corp" value="%s">
                <label>成员 member <input name="user" required maxlength="64"></label> <button>打开 open</button></form>""".formatted(Html.escaped(corp));
            sections.append(Html.section(
                    name + "（" + corp + "）", Html.list(members, "还没有成员出现 · no member was named yet") + form));
        });
        return Html.page(200, "企业微信", "WeCom: the members of each company", sections.toString());
    }

    Answer member(String corp, String user, String said) {
        String back = address(corp, user);
        String messages = all.around().inbox().of(corp + "/" + user).reversed().stream()
                .limit(SHOWN)
                .map(item -> PhonePages.item(item, ""))
                .collect(Collectors.joining());
        String contacts = all.wecom().acts().contacts(corp).stream()
                .filter(contact -> contact.userId().equals(user))
                .limit(SHOWN)
                .map(contact -> contact(contact, back))
                .collect(Collectors.joining());
        String ways = all.wecom().acts().ways(corp).reversed().stream()
                .filter(way -> way.users().contains(user))
                .limit(20)
                .map(MemberPages::way)
                .collect(Collectors.joining());
        String form = """
            <form method="post" action="/act/wecom"><input type="hidden" name="act" value="add">\
            <input type="hidden" name="corp" value="%s"><input type="hidden" name="user" value="%s">\
            <input type="hidden" name="back" value="%s">
            <label>号码 number <input name="person" value="+86" required inputmode="tel"></label>
            <button>自己添加 add on one's own</button></form>""".formatted(Html.escaped(corp), Html.escaped(user), Html.escaped(back));
        return Html.page(
                200,
                user + " 的企业微信",
                corp + " · a member's WeCom",
                PhonePages.said(said)
                        + Html.section("应用消息 Messages of the application", Html.list(messages, "没有消息 · none"))
                        + Html.section("联系人 Contacts", Html.list(contacts, "没有联系人 · none") + form)
                        + Html.section("二维码 QR codes", Html.list(ways, "没有二维码 · none")));
    }

    Answer scan(String configId, String said) {
        Way way = all.wecom()
                .acts()
                .way(configId)
                .orElseThrow(() -> new IllegalArgumentException("there is no such QR code"));
        String back = "/wecom/qr/" + configId;
        String people = all.around().people().all().reversed().stream()
                .limit(100)
                .map(person -> Html.button(
                        "/act/wecom",
                        person.name() + " " + person.mobile(),
                        "",
                        "act",
                        "scan",
                        "config",
                        configId,
                        "person",
                        person.mobile(),
                        "back",
                        back))
                .collect(Collectors.joining());
        String form = """
            <form method="post" action="/act/wecom"><input type="hidden" name="act" value="scan">\
            <input type="hidden" name="config" value="%s"><input type="hidden" name="back" value="%s">
            <label>号码 number <input name="person" value="+86" required inputmode="tel"></label>
            <button class="strong">扫码 scan</button></form>""".formatted(Html.escaped(configId), Html.escaped(back));
        return Html.page(
                200,
                "扫码添加 " + String.join("、", way.users()),
                "Scan the code of a contact way",
                PhonePages.said(said)
                        + "<section><ul>" + way(way) + "</ul></section>"
                        + Html.section("用谁的手机扫？ Whose telephone scans?", people + form));
    }

    private static String way(Way way) {
        return "<li><img class=\"qr\" alt=\"二维码 QR code\" src=\"/wecom/qr/%s.svg\">%s <small>state %s · %s</small></li>"
                .formatted(
                        Html.escaped(way.configId()),
                        Html.link("/wecom/qr/" + way.configId(), "扫码 scan"),
                        Html.escaped(way.state()),
                        way.used() ? "已用过 used" : way.temporary() ? "临时会话 temporary session" : "长期 lasting");
    }

    private String contact(Contact contact, String back) {
        StringBuilder buttons = new StringBuilder();
        if (!contact.confirmed()) {
            buttons.append(button(contact, back, "confirm", "通过 confirm", "strong"));
        }
        buttons.append(button(contact, back, "removed-by-member", "删除患者 remove", "danger"));
        return "<li>%s %s <small>%s · state %s</small><div>%s</div></li>"
                .formatted(
                        Html.link(
                                PhonePages.address(contact.mobile()),
                                all.around().people().at(contact.mobile()).name()),
                        tags(contact),
                        Html.time(contact.since()),
                        Html.escaped(contact.state()),
                        buttons);
    }

    private static String button(Contact contact, String back, String act, String label, String style) {
        return Html.button(
                "/act/wecom",
                label,
                style,
                List.of(
                                "act",
                                act,
                                "corp",
                                contact.corpId(),
                                "user",
                                contact.userId(),
                                "external",
                                contact.externalUserId(),
                                "back",
                                back)
                        .toArray(String[]::new));
    }
}
