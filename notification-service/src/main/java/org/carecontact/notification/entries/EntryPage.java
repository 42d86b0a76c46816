package org.carecontact.notification.entries;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The page that a message leads to: it tells nothing but where to log in, until there is a portal. */
final class EntryPage {

    private static final String FORM = """
            <form method="get" action="/r"><p><label for="c">编号 <span lang="en">Code</span></label>
            <input id="c" name="c" maxlength="40" autocomplete="off" autocapitalize="characters" required>
            <button>查看 <span lang="en">Open</span></button></p></form>
            """;

    private final URI portal;

    EntryPage(URI portal) {
        this.portal = portal;
    }

    /** Draws the page at which a code is typed. */
    String asking() {
        return drawn("请输入短信中的编号", "Type the code from your message.", FORM);
    }

    /** Draws the page that leads on from a code, which stands in it only as part of an address, encoded. */
    String leadingTo(String code) {
        return drawn("您有一条服务信息，请登录查看", "There is something for you: log in to read it.", """
                <p><a class="go" href="%s/login?next=%s">登录 <span lang="en">Log in</span></a></p>
                """.formatted(
                        portal, URLEncoder.encode("/r/" + code, StandardCharsets.UTF_8)));
    }

    private static String drawn(String zh, String en, String body) {
        return """
                <!doctype html>
                <html lang="zh-CN"><head><meta charset="utf-8"><title>服务信息</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex"><style>
                body{font:18px/1.6 sans-serif;max-width:32em;margin:2em auto;padding:0 1em;color:#1c2b33;background:#fff}
                input,button,a.go{font:inherit;padding:.5em .8em;border:1px solid #467;border-radius:.3em}
                button,a.go{background:#0a5c6b;color:#fff;text-decoration:none;display:inline-block}
                small,[lang=en]{color:#455}button [lang=en],a.go [lang=en]{color:#fff}
                </style></head><body><main>
                <h1>%s</h1><p lang="en">%s</p>
                %s
                <p><small>如情况紧急，请拨打120。<span lang="en">In an emergency call 120.</span></small></p>
                </main></body></html>
                """.formatted(zh, en, body);
    }
}
