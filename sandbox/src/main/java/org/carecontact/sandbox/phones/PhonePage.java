package org.carecontact.sandbox.phones;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that a person looks at: one telephone, or the list of those with messages. */
final class PhonePage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("M-d HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private static final String PAGE = """
        <!doctype html>
        <html lang="zh-CN"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="refresh" content="5"><title>沙盒电话 · Sandbox phones</title>
        <style>
        body { margin: 0; background: #e9edf1; color: #17212b; font: 16px/1.5 system-ui, "PingFang SC",
          "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
        main { max-width: 26rem; margin: 0 auto; min-height: 100vh; background: #f6f8fa; }
        header { position: sticky; top: 0; padding: .75rem 1rem; background: #0b6e6e; color: #fff }
        header a { color: #fff; text-decoration: none; margin-right: .5rem } h1 { display: inline; font-size: 1.1rem }
        small { opacity: .75 } header small { display: block }
        ul { list-style: none; margin: 0; padding: .5rem 1rem 2rem }
        li { margin: .75rem 0; padding: .6rem .8rem; background: #fff; border-radius: .25rem .9rem .9rem .9rem;
          box-shadow: 0 1px 2px #0002; overflow-wrap: anywhere }
        li a { display: block; color: inherit; text-decoration: none }
        .system { display: inline-block; padding: 0 .4rem; border-radius: .5rem; background: #d9efef; font-size: .8rem }
        .twice { background: #f7d9c8 } p { margin: .25rem 0 } .empty { padding: 3rem 1rem; text-align: center }
        </style></head><body><main>%s</main></body></html>
        """;

    private PhonePage() {}

    static String render(Messages messages, @Nullable String number) {
        return PAGE.formatted(number == null ? list(messages) : phone(messages, number));
    }

    private static String list(Messages messages) {
        Messages.Counts counts = messages.counts();
        String rows = messages.numbers(200).stream()
                .map(number -> {
                    Message newest = messages.of(number, 1).getLast();
                    return "<li><a href=\"/?to=%s\"><b>%s</b> %s<p>%s</p></a></li>"
                            .formatted(
                                    URLEncoder.encode(number, StandardCharsets.UTF_8),
                                    escaped(number),
                                    head(newest),
                                    escaped(newest.text()));
                })
                .collect(Collectors.joining());
        return """
            <header><h1>沙盒电话</h1><small>Sandbox phones · %d 条消息 messages · %d 次重复 duplicates</small></header>%s\
            """.formatted(counts.messages(), counts.duplicates(), body(rows));
    }

    private static String phone(Messages messages, String number) {
        String rows = messages.of(number, 200).reversed().stream()
                .map(message -> "<li>%s<p>%s</p></li>".formatted(head(message), escaped(message.text())))
                .collect(Collectors.joining());
        return "<header><a href=\"/\" aria-label=\"返回 back\">←</a><h1>%s</h1><small>最新在上 · newest first</small></header>%s"
                .formatted(escaped(number), body(rows));
    }

    private static String body(String rows) {
        return rows.isEmpty() ? "<p class=\"empty\">还没有消息<br><small>Nothing yet</small></p>" : "<ul>" + rows + "</ul>";
    }

    private static String head(Message message) {
        String system = switch (message.system()) {
            case "sms" -> "短信 SMS";
            case "wechat" -> "微信 WeChat";
            case "wecom" -> "企业微信 WeCom";
            default -> escaped(message.system());
        };
        return "<span class=\"system\">%s</span> <small>%s</small>%s"
                .formatted(
                        system,
                        TIME.format(message.at()),
                        message.calls() > 1 ? " <span class=\"system twice\">重复 ×" + message.calls() + "</span>" : "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
