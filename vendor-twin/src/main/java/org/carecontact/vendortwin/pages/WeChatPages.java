package org.carecontact.vendortwin.pages;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.world.Person;

/** Pages of WeChat itself: who looks at a page, and whether one message is allowed. */
final class WeChatPages {

    private final Everything all;

    WeChatPages(Everything all) {
        this.all = all;
    }

    Answer whoLooks(Request request) {
        Optional<String> refusal = all.accounts().oauth2().refusal(request.query());
        if (refusal.isPresent()) {
            return Html.page(
                    400,
                    "参数错误",
                    "WeChat refuses: " + refusal.get(),
                    "<section><p>redirect_uri 域名与后台配置不一致，或参数有误。</p></section>");
        }
        String rows = all.around().people().all().reversed().stream()
                .limit(100)
                .map(person -> "<li><b>%s</b> %s<div>%s%s%s</div></li>"
                        .formatted(
                                Html.escaped(person.name()),
                                Html.escaped(person.mobile()),
                                answer(request, person, "allow", "允许 allow"),
                                answer(request, person, "refuse", "拒绝 refuse"),
                                answer(request, person, "snapshot", "预览（快照） preview")))
                .collect(Collectors.joining());
        return Html.page(
                200,
                "谁在看这个页面？",
                "Who looks at the page that asks: "
                        + URI.create(request.parameter("redirect_uri")).getAuthority(),
                Html.section("选择一个人 Choose somebody", Html.list(rows, "还没有人 · nobody is there yet")));
    }

    private static String answer(Request request, Person person, String choice, String label) {
        String address = "/connect/oauth2/answer?%s&person=%s&choice=%s"
                .formatted(request.rawQuery(), Encoding.encoded(person.mobile()), choice);
        return "<a class=\"button\" href=\"%s\">%s</a> ".formatted(Html.escaped(address), Html.escaped(label));
    }

    Answer askOnce(Request request) {
        check(request);
        String rows = all.around().people().all().reversed().stream()
                .limit(100)
                .map(person -> "<li><b>%s</b> %s<div>%s%s</div></li>"
                        .formatted(
                                Html.escaped(person.name()),
                                Html.escaped(person.mobile()),
                                once(request, person, "confirm", "确认 confirm"),
                                once(request, person, "cancel", "取消 cancel")))
                .collect(Collectors.joining());
        return Html.page(
                200,
                "允许公众号发一条消息？",
                "May the account send one message?",
                Html.section("选择一个人 Choose somebody", Html.list(rows, "还没有人 · nobody is there yet")));
    }

    private static String once(Request request, Person person, String action, String label) {
        String address = "/mp/subscribemsg/answer?%s&person=%s&answer=%s"
                .formatted(request.rawQuery(), Encoding.encoded(person.mobile()), action);
        return "<a class=\"button\" href=\"%s\">%s</a> ".formatted(Html.escaped(address), Html.escaped(label));
    }

    Answer answeredOnce(Request request) {
        check(request);
        Person person = all.around().people().at(request.parameter("person").replace(' ', '+'));
        boolean confirmed = request.parameter("answer").equals("confirm");
        String target = request.parameter("redirect_url");
        StringBuilder address = new StringBuilder(target).append(target.contains("?") ? "&" : "?");
        if (confirmed) {
            all.accounts().acts().allowOnce(request.parameter("appid"), person, request.parameter("scene"));
            address.append("openid=")
                    .append(all.accounts()
                            .acts()
                            .standing(request.parameter("appid"), person)
                            .openId())
                    .append('&');
        }
        Map.of("template_id", "template_id", "scene", "scene", "reserved", "reserved")
                .keySet()
                .forEach(name -> address.append(name)
                        .append('=')
                        .append(Encoding.encoded(request.parameter(name)))
                        .append('&'));
        return Answer.redirect(address + "action=" + (confirmed ? "confirm" : "cancel"));
    }

    private void check(Request request) {
        Map<String, String> same = Map.of(
                "appid",
                request.parameter("appid"),
                "redirect_uri",
                request.parameter("redirect_url"),
                "response_type",
                "code",
                "scope",
                "snsapi_base");
        boolean scene = request.parameter("scene").matches("[0-9]{1,5}")
                && Integer.parseInt(request.parameter("scene")) <= 10_000;
        if (!scene || all.accounts().oauth2().refusal(same).isPresent()) {
            throw new IllegalArgumentException("appid, scene or redirect_url");
        }
    }
}
