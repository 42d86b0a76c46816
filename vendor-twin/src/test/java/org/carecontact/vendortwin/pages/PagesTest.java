package org.carecontact.vendortwin.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.Twin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People play the other side by pages, and nobody else's page does. */
class PagesTest {

    private static final String CORP = "wwtwin0000000001";
    private static final String PERSON = "%2B8614000060001";

    @SuppressWarnings("NullAway.Init")
    private Twin twin;

    @BeforeEach
    void start() throws IOException {
        twin = new Twin();
    }

    @AfterEach
    void stop() {
        twin.close();
    }

    @Test
    void a_name_is_text_and_never_markup() {
        twin.post("/twin/people", "{\"mobile\":\"+8614000060001\",\"name\":\"<script>alert(1)</script>'\\\"\"}");
        for (String page : new String[] {"/", "/phone?of=" + PERSON, "/wecom/qr/" + way()}) {
            HttpResponse<String> answer = get(page);
            assertThat(answer.body()).doesNotContain("<script").contains("&lt;script&gt;");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
        }
    }

    @Test
    void every_page_says_what_it_is_in_chinese_first() {
        String config = way();
        for (String page : new String[] {
            "/",
            "/phone?of=" + PERSON,
            "/members",
            "/member?corp=" + CORP + "&user=drli",
            "/faults",
            "/pushes",
            "/wecom/qr/" + config
        }) {
            assertThat(get(page).statusCode()).as(page).isEqualTo(200);
            assertThat(get(page).body()).contains("<html lang=\"zh-CN\">").containsPattern("<h1>[^<]*\\p{IsHan}");
        }
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/member?corp=nobody&user=x").statusCode()).isEqualTo(400);
    }

    @Test
    void a_button_scans_and_leads_back() {
        String config = way();
        HttpResponse<String> done =
                post("/act/wecom", "act=scan&config=" + config + "&person=" + PERSON + "&back=/phone?of=" + PERSON, "");
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location").orElseThrow()).startsWith("/phone?of=");
        assertThat(get("/member?corp=" + CORP + "&user=drli").body()).contains("state c");
        assertThat(twin.get("/twin/wecom/contacts?corp=" + CORP)).hasSize(1);
    }

    @Test
    void a_button_leads_to_no_other_host() {
        for (String back : new String[] {"//evil.example", "https://evil.example", "/\\evil.example", ""}) {
            HttpResponse<String> done = post("/act/clock", "forward=PT1S&back=" + back, "");
            assertThat(done.headers().firstValue("Location").orElseThrow()).startsWith("/?said=");
        }
    }

    @Test
    void pages_of_other_sites_press_no_button() {
        assertThat(post("/act/clock", "forward=PT1S", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(post("/act/clock", "forward=PT1S", twin.it.url()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void the_qr_code_holds_the_address_where_it_is_scanned() throws Exception {
        String config = way();
        String svg = get("/wecom/qr/" + config + ".svg").body();
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\"").matcher(svg);
        assertThat(size.find()).isTrue();
        assertThat(scanned(svg, Integer.parseInt(size.group(1)))).isEqualTo(twin.it.url() + "/wecom/qr/" + config);
    }

    @Test
    void a_page_that_asks_who_looks_checks_where_it_leads() {
        String good = "/connect/oauth2/authorize?appid=wxtwin0000000001&redirect_uri=http%3A%2F%2Fcare.example.cn%2Fx"
                + "&response_type=code&scope=snsapi_base&state=1";
        twin.post("/twin/people", "{\"mobile\":\"+8614000060001\",\"name\":\"王测试\"}");
        assertThat(get(good).body()).contains("王测试").contains("choice=allow");
        assertThat(get(good.replace("http%3A", "javascript%3A")).statusCode()).isEqualTo(400);
        assertThat(get(good.replace("wxtwin0000000001", "wxother")).statusCode())
                .isEqualTo(400);
        assertThat(get(good.replace("authorize", "answer").replace("wxtwin", "wxother") + "&choice=allow&person="
                                + PERSON)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_message_is_allowed_once_by_the_page_that_asks() {
        String asked = "/mp/subscribemsg?action=get_confirm&appid=wxtwin0000000001&scene=7&template_id=t"
                + "&redirect_url=http%3A%2F%2Fcare.example.cn%2Fx&reserved=r";
        twin.post("/twin/people", "{\"mobile\":\"+8614000060001\",\"name\":\"王测试\"}");
        assertThat(get(asked).body()).contains("王测试");
        String confirmed = get(asked.replace("subscribemsg?", "subscribemsg/answer?") + "&person=" + PERSON
                        + "&answer=confirm")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(confirmed).contains("action=confirm").contains("openid=o").contains("reserved=r");
        String cancelled = get(asked.replace("subscribemsg?", "subscribemsg/answer?") + "&person=" + PERSON
                        + "&answer=x")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(cancelled).contains("action=cancel").doesNotContain("openid");
        assertThat(get(asked.replace("scene=7", "scene=10001")).statusCode()).isEqualTo(400);
    }

    private static String scanned(String svg, int size) throws Exception {
        int scale = 6;
        int[] pixels = new int[size * size * scale * scale];
        Arrays.fill(pixels, 0xffffffff);
        Matcher dot = Pattern.compile("M(\\d+) (\\d+)h1").matcher(svg);
        while (dot.find()) {
            for (int pixel = 0; pixel < scale * scale; pixel++) {
                int x = Integer.parseInt(dot.group(1)) * scale + pixel % scale;
                int y = Integer.parseInt(dot.group(2)) * scale + pixel / scale;
                pixels[y * size * scale + x] = 0xff000000;
            }
        }
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(
                            new HybridBinarizer(new RGBLuminanceSource(size * scale, size * scale, pixels))))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("no QR code was found", e);
        }
    }

    private String way() {
        String token = twin.get("/cgi-bin/gettoken?corpid=" + CORP + "&corpsecret=twinWeComSecret")
                .path("access_token")
                .asString();
        return twin.post(
                        "/cgi-bin/externalcontact/add_contact_way?access_token=" + token,
                        "{\"type\":\"1\",\"scene\":\"2\",\"user\":[\"drli\"],\"state\":\"c\"}")
                .path("config_id")
                .asString();
    }

    private HttpResponse<String> get(String path) {
        return twin.exchange(
                HttpRequest.newBuilder(URI.create(twin.it.url() + path)).GET());
    }

    private HttpResponse<String> post(String path, String form, String origin) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(twin.it.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return twin.exchange(origin.isEmpty() ? request : request.header("Origin", origin));
    }
}
