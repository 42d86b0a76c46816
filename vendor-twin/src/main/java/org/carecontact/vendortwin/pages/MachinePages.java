package org.carecontact.vendortwin.pages;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.callbacks.Delivery;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.http.Answer;

/** What the vendors did: faults that are ordered, pushes, calls; and the time. */
final class MachinePages {

    private final Everything all;

    MachinePages(Everything all) {
        this.all = all;
    }

    Answer faults() {
        String waiting = all.around().faults().waiting().stream()
                .map(fault -> "<li><b>%s</b> %s %s %s <small>times %d · share %s · delay %s %s</small>%s</li>"
                        .formatted(
                                fault.kind(),
                                fault.vendor() == null
                                        ? "任何厂商 any vendor"
                                        : fault.vendor().key(),
                                Html.escaped(fault.call()),
                                Html.escaped(fault.of()),
                                fault.times(),
                                fault.share(),
                                fault.delay(),
                                Html.escaped(fault.code()),
                                Html.button(
                                        "/act/faults", "取消 cancel", "danger", "cancel", fault.id(), "back", "/faults")))
                .collect(Collectors.joining());
        String kinds = Arrays.stream(FaultKind.values())
                .map(kind -> "<option>" + kind + "</option>")
                .collect(Collectors.joining());
        String form = """
            <form method="post" action="/act/faults"><input type="hidden" name="back" value="/faults">
            <p><label>种类 kind <select name="kind">%s</select></label>
            <label>厂商 vendor <select name="vendor"><option value="">任何 any</option><option>aliyun</option>
            <option>tencent</option><option>wecom</option><option>official-account</option></select></label></p>
            <p><label>调用或推送 call or push <input name="call" maxlength="60"></label>
            <label>只针对 only of <input name="of" maxlength="80"></label></p>
            <p><label>次数 times（0＝一直） <input name="times" value="1" inputmode="numeric" size="4"></label>
            <label>比例 share <input name="share" value="1" size="5"></label>
            <label>延迟 delay <input name="delay" value="PT5S" size="8"></label>
            <label>代码 code <input name="code" maxlength="80"></label></p>
            <p><label><input type="checkbox" name="accepted" value="true" style="min-height:1.5rem"> 已受理后才出错 after it took
            effect</label></p><button class="strong">下单 order</button></form>""".formatted(kinds);
        String injected = all.around().faults().injected().entrySet().stream()
                .map(entry -> "<li>%s × %d</li>".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        String clock = "<p>%s</p>".formatted(Html.time(all.around().clock().instant()))
                + Html.button("/act/clock", "快进一分钟 1 min", "", "forward", "PT1M", "back", "/faults")
                + Html.button("/act/clock", "快进一小时 1 h", "", "forward", "PT1H", "back", "/faults")
                + Html.button("/act/clock", "快进一天 24 h", "", "forward", "PT24H", "back", "/faults");
        return Html.page(
                200,
                "让厂商出错",
                "Misbehaviour on order",
                Html.section("等待发生 Waiting", Html.list(waiting, "没有 · none"))
                        + Html.section("新的故障 New", form)
                        + Html.section("已经发生 Injected", Html.list(injected, "没有 · none"))
                        + Html.section("厂商的时间 The vendors' time", clock));
    }

    Answer pushes() {
        String pushes = all.around().callbacks().deliveries().reversed().stream()
                .limit(200)
                .map(MachinePages::push)
                .collect(Collectors.joining());
        String calls = all.journal().all().reversed().stream()
                .limit(200)
                .map(entry -> "<li><span class=\"tag\">%s</span>%s <b class=\"%s\">%s</b> <small>%s · %s</small></li>"
                        .formatted(
                                entry.vendor().key(),
                                Html.escaped(entry.call()),
                                entry.code().matches("OK|Ok|0") ? "" : "bad",
                                Html.escaped(entry.code()),
                                Html.time(entry.at()),
                                Html.escaped(entry.answer())))
                .collect(Collectors.joining());
        return Html.page(
                200,
                "推送与调用",
                "What was pushed and what was called, newest first",
                Html.section("推送 Pushes", Html.list(pushes, "没有 · none"))
                        + Html.section("调用 Calls", Html.list(calls, "没有 · none")));
    }

    private static String push(Delivery delivery) {
        boolean bad = delivery.state() == Delivery.State.GIVEN_UP || delivery.state() == Delivery.State.LOST;
        return "<li><span class=\"tag\">%s</span>%s <b class=\"%s\">%s</b> <small>%s · %d 次 tries · HTTP %d %s</small></li>"
                .formatted(
                        delivery.vendor().key(),
                        Html.escaped(delivery.name()),
                        bad ? "bad" : "",
                        delivery.state(),
                        Html.time(delivery.at()),
                        delivery.attempts(),
                        delivery.status(),
                        delivery.faults().isEmpty()
                                ? ""
                                : Html.escaped(delivery.faults().toString()));
    }
}
