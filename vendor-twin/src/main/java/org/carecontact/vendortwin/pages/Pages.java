package org.carecontact.vendortwin.pages;

import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.acts.Acts;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Encoding;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.officialaccount.OAuth2;

/** Leads to the pages, and does what their buttons ask. */
public final class Pages {

    private static final String QR = "/wecom/qr/";

    private final Everything all;
    private final Acts acts;
    private final PhonePages phones;
    private final MemberPages members;
    private final MachinePages machine;
    private final WeChatPages weChat;

    public Pages(Everything all, Acts acts) {
        this.all = all;
        this.acts = acts;
        phones = new PhonePages(all);
        members = new MemberPages(all);
        machine = new MachinePages(all);
        weChat = new WeChatPages(all);
    }

    public Answer answer(Request request) {
        try {
            if (request.method().equals("POST")) {
                return act(request);
            }
            return request.method().equals("GET") ? page(request) : lost();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeParseException e) {
            return Html.page(
                    400,
                    "不行",
                    "This can't be done",
                    "<section><p>" + Html.escaped(String.valueOf(e.getMessage())) + "</p></section>");
        }
    }

    private Answer page(Request request) {
        if (request.path().startsWith(QR)) {
            String id = request.path().substring(QR.length());
            return id.endsWith(".svg")
                    ? picture(request, id.substring(0, id.length() - 4))
                    : members.scan(id, request.parameter("said"));
        }
        return switch (request.path()) {
            case "/" -> phones.list();
            case "/phone" -> phones.phone(plus(request.parameter("of")), request.parameter("said"));
            case "/members" -> members.list();
            case "/member" ->
                members.member(request.parameter("corp"), request.parameter("user"), request.parameter("said"));
            case "/faults" -> machine.faults();
            case "/pushes" -> machine.pushes();
            case "/connect/oauth2/authorize" -> weChat.whoLooks(request);
            case "/connect/oauth2/answer" ->
                Answer.redirect(all.accounts()
                        .oauth2()
                        .answered(
                                request.query(),
                                all.around().people().at(plus(request.parameter("person"))),
                                OAuth2.Choice.valueOf(
                                        request.parameter("choice").toUpperCase(Locale.ROOT))));
            case "/mp/subscribemsg" -> weChat.askOnce(request);
            case "/mp/subscribemsg/answer" -> weChat.answeredOnce(request);
            default -> lost();
        };
    }

    private Answer picture(Request request, String configId) {
        return all.wecom()
                .acts()
                .way(configId)
                .map(way -> QrCode.svg(request.base() + QR + way.configId()))
                .<Answer>map(svg -> new Answer.Content(200, "image/svg+xml", svg, Map.of()))
                .orElseGet(Pages::lost);
    }

    private Answer act(Request request) {
        if (!request.path().startsWith("/act/")) {
            return lost();
        }
        Map<String, String> fields =
                new LinkedHashMap<>(Encoding.parameters(request.body().text()));
        String back = fields.getOrDefault("back", "/");
        Object done = acts.perform(request.path().substring("/act/".length()), fields);
        // Never to another host, whatever the form says.
        String target = back.matches("/([^/\\\\].*)?") ? back : "/";
        return Answer.redirect(target + (target.contains("?") ? "&" : "?") + "said=" + Encoding.encoded(said(done)));
    }

    private static String said(Object done) {
        Optional<Object> scanned =
                done instanceof Map<?, ?> map ? Optional.ofNullable(map.get("scanned")) : Optional.empty();
        return scanned.map(what -> switch (String.valueOf(what)) {
                    case "ADDED" -> "已添加 · added";
                    case "WAITS_FOR_MEMBER" -> "等待医生通过 · waits for the doctor to confirm";
                    case "KNEW_EACH_OTHER" -> "早已是好友，不会通知任何人 · they knew each other, nobody is told";
                    default -> "二维码已失效或不属于此人 · the code ended or is another person's";
                })
                .orElse("已完成 · done");
    }

    private static Answer lost() {
        return Html.page(404, "没有这个页面", "There is no such page", "");
    }

    /** A plus that was not encoded is read as a blank. */
    private static String plus(String mobile) {
        return mobile.replace(' ', '+');
    }
}
