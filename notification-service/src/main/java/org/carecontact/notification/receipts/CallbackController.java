package org.carecontact.notification.receipts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.SecurityLog;
import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.notification.providers.Door;
import org.carecontact.notification.providers.Doors;
import org.carecontact.schemas.Metric;
import org.carecontact.vendors.CallbackRefused;
import org.carecontact.vendors.CallbackXml;
import org.carecontact.vendors.EncryptedCallbacks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hears the vendors. The path holds a secret of the account; what WeChat and WeCom send is signed and encrypted besides.
 * What is understood is stored before it is answered, and every repetition gets the same answer. Guesses of a path and
 * what is not understood are told to the security log and counted: a vendor's new format would go unseen.
 */
@RestController
@RequestMapping(CallbackController.PATH)
@SecurityRequirements
final class CallbackController {

    static final String PATH = "/callbacks";

    private static final String SUCCESS = "success";
    private static final String ALIYUN = "{\"code\":0,\"msg\":\"接收成功\"}";
    private static final String TENCENT = "{\"result\":0,\"errmsg\":\"OK\"}";

    private final Doors doors;
    private final SmsBodies bodies = new SmsBodies();
    private final Receipts receipts;
    private final Replies replies;
    private final AccountEvents events;
    private final SecurityLog security;
    private final MeterRegistry meters;

    CallbackController(
            Doors doors,
            Receipts receipts,
            Replies replies,
            AccountEvents events,
            SecurityLog security,
            MeterRegistry meters) {
        this.doors = doors;
        this.receipts = receipts;
        this.replies = replies;
        this.events = events;
        this.security = security;
        this.meters = meters;
    }

    @Operation(summary = "A vendor of text messages says what became of them")
    @PostMapping("/{secret}/reports")
    ResponseEntity<String> reports(
            HttpServletRequest request,
            @PathVariable String secret,
            @RequestBody(required = false) byte @Nullable [] body) {
        Door door = ofMessages(secret, request);
        SmsBodies.Understood<Report> reports = bodies.reports(door.vendor(), body == null ? new byte[0] : body);
        reports.all().forEach(report -> receipts.take(door, report));
        return taken(door, reports, request);
    }

    @Operation(summary = "A vendor of text messages says what people answered")
    @PostMapping("/{secret}/replies")
    ResponseEntity<String> replies(
            HttpServletRequest request,
            @PathVariable String secret,
            @RequestBody(required = false) byte @Nullable [] body) {
        Door door = ofMessages(secret, request);
        SmsBodies.Understood<Heard> heard = bodies.replies(door.vendor(), body == null ? new byte[0] : body);
        heard.all().forEach(reply -> replies.take(door, reply));
        return taken(door, heard, request);
    }

    @Operation(summary = "WeChat or WeCom checks the address")
    @GetMapping("/{secret}")
    ResponseEntity<String> check(
            HttpServletRequest request,
            @PathVariable String secret,
            @RequestParam(name = "msg_signature", required = false) @Nullable String messageSignature,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam String timestamp,
            @RequestParam String nonce,
            @RequestParam String echostr) {
        Door door = encrypted(secret, request);
        EncryptedCallbacks callbacks = Objects.requireNonNull(door.callbacks());
        try {
            if (messageSignature != null) {
                return text(callbacks.open(messageSignature, timestamp, nonce, echostr));
            }
            // An official account sends the text in clear, with the signature of its settings' page.
            callbacks.checkPlain(signature == null ? "" : signature, timestamp, nonce);
            return text(echostr);
        } catch (CallbackRefused e) {
            throw refused();
        }
    }

    @Operation(summary = "WeChat or WeCom says what happened")
    @PostMapping("/{secret}")
    ResponseEntity<String> push(
            HttpServletRequest request,
            @PathVariable String secret,
            @RequestParam("msg_signature") String signature,
            @RequestParam String timestamp,
            @RequestParam String nonce,
            @RequestBody(required = false) byte @Nullable [] body) {
        Door door = encrypted(secret, request);
        EncryptedCallbacks callbacks = Objects.requireNonNull(door.callbacks());
        try {
            String encrypt = CallbackXml.read(body == null ? "" : new String(body, StandardCharsets.UTF_8))
                    .first("Encrypt")
                    .orElse("");
            CallbackXml push = CallbackXml.read(callbacks.open(signature, timestamp, nonce, encrypt));
            if (door.vendor() != Vendor.WECOM) {
                events.take(door, push);
            }
        } catch (CallbackRefused e) {
            throw refused();
        }
        return text(SUCCESS);
    }

    private Door ofMessages(String secret, HttpServletRequest request) {
        return doors.behind(secret)
                .filter(door -> door.vendor().system().equals("sms"))
                .orElseThrow(() -> unknown(request));
    }

    private Door encrypted(String secret, HttpServletRequest request) {
        return doors.behind(secret).filter(door -> door.callbacks() != null).orElseThrow(() -> unknown(request));
    }

    private RuntimeException unknown(HttpServletRequest request) {
        security.refused("callback-unknown", 404, request);
        count("unknown-secret");
        return Problem.notFound().exception();
    }

    /** What becomes of this problem writes the line of the security log. */
    private RuntimeException refused() {
        count("refused");
        return Problem.of("callback-refused").exception();
    }

    private void count(String result) {
        Counter.builder(Metric.RECEIPTS.id())
                .description(Metric.RECEIPTS.description())
                .tag("result", result)
                .register(meters)
                .increment();
    }

    private ResponseEntity<String> taken(Door door, SmsBodies.Understood<?> body, HttpServletRequest request) {
        if (body.strange()) {
            security.refused("callback-unreadable", 200, request);
            count("unreadable");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(door.vendor() == Vendor.ALIYUN ? ALIYUN : TENCENT);
    }

    /** Bare, without quotes or a line's end: WeCom compares it byte by byte. */
    private static ResponseEntity<String> text(String text) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(text);
    }
}
