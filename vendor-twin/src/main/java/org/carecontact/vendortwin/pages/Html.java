package org.carecontact.vendortwin.pages;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.carecontact.vendortwin.http.Answer;

/** The frame of all pages: plain HTML that needs no script. */
final class Html {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("M-d HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer");

    private static final String FRAME = """
        <!doctype html>
        <html lang="zh-CN"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title>
        <style>
        :root { color-scheme: light }
        body { margin: 0; background: #e9edf1; color: #17212b; font: 16px/1.55 system-ui, "PingFang SC",
          "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif }
        main { max-width: 46rem; margin: 0 auto; min-height: 100vh; background: #f6f8fa }
        header { padding: .75rem 1rem; background: #0b6e6e; color: #fff }
        header a { color: #fff; margin-right: .75rem } h1 { display: inline; font-size: 1.15rem; margin: 0 }
        header small { display: block; color: #d5ecec }
        section { padding: .25rem 1rem 1rem } h2 { font-size: 1rem; margin: 1rem 0 .25rem; color: #0b6e6e }
        ul { list-style: none; margin: 0; padding: 0 }
        li { margin: .5rem 0; padding: .6rem .8rem; background: #fff; border-radius: .4rem; box-shadow: 0 1px 2px #0002;
          overflow-wrap: anywhere }
        p { margin: .25rem 0; white-space: pre-line } small { color: #51606e } .bad { color: #a11b12 }
        .tag { display: inline-block; padding: 0 .45rem; border-radius: .5rem; background: #d9efef; font-size: .8rem;
          margin-right: .35rem } .warn { background: #f7d9c8 }
        form { display: inline-block; margin: .2rem .3rem .2rem 0 }
        button, .button { font: inherit; min-height: 2.75rem; padding: .3rem .9rem; border: 1px solid #0b6e6e;
          border-radius: .4rem; background: #fff; color: #0b5a5a; cursor: pointer; text-decoration: none;
          display: inline-flex; align-items: center; box-sizing: border-box }
        button.strong { background: #0b6e6e; color: #fff } button.danger { border-color: #a11b12; color: #a11b12 }
        button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #e8a200;
          outline-offset: 2px }
        input, select { font: inherit; min-height: 2.75rem; padding: .3rem .5rem; border: 1px solid #7b8894;
          border-radius: .4rem; max-width: 100%%; box-sizing: border-box }
        label { margin-right: .75rem } img.qr { width: 14rem; height: 14rem; display: block; background: #fff } .empty { color: #51606e }
        nav { padding: .5rem 1rem; background: #fff; border-bottom: 1px solid #d5dce2 } nav a { margin-right: 1rem }
        </style></head><body><main><header><h1>%s</h1><small>%s</small></header>
        <nav aria-label="主导航"><a href="/">电话与人 People</a><a href="/members">企业微信 WeCom</a><a
        href="/faults">故障 Faults</a><a href="/pushes">推送 Pushes</a></nav>%s</main></body></html>
        """;

    private Html() {}

    /** A whole page: title, what stands below it, and its sections. */
    static Answer page(int status, String title, String subtitle, String sections) {
        return new Answer.Content(
                status,
                "text/html; charset=utf-8",
                FRAME.formatted(escaped(title), escaped(title), escaped(subtitle), sections),
                HEADERS);
    }

    static String section(String title, String content) {
        return "<section><h2>" + escaped(title) + "</h2>" + content + "</section>";
    }

    static String list(String items, String ifNone) {
        return items.isEmpty() ? "<p class=\"empty\">" + escaped(ifNone) + "</p>" : "<ul>" + items + "</ul>";
    }

    /** A button that posts these fields, which come in pairs. */
    static String button(String action, String label, String style, String... fields) {
        StringBuilder form = new StringBuilder("<form method=\"post\" action=\"" + escaped(action) + "\">");
        for (int at = 0; at < fields.length; at += 2) {
            form.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(escaped(fields[at]), escaped(fields[at + 1])));
        }
        return form.append("<button class=\"%s\">%s</button></form>".formatted(style, escaped(label)))
                .toString();
    }

    static String link(String address, String label) {
        return "<a href=\"%s\">%s</a>".formatted(escaped(address), escaped(label));
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
