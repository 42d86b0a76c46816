package org.carecontact.request.channels;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.carecontact.kernel.web.Problem;
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
 * What WeCom calls (developer.work.weixin.qq.com, pages 90968 and 92130). The path is a secret of the hospital; what is
 * not signed and encrypted with its keys is refused.
 */
@RestController
@RequestMapping(CallbackController.PATH)
@Tag(name = "wecom")
@SecurityRequirements
final class CallbackController {

    static final String PATH = "/wecom";

    /** WeCom takes this, or nothing at all, for received. */
    private static final String RECEIVED = "success";

    private final WeComAccounts accounts;
    private final Callbacks callbacks;

    CallbackController(WeComAccounts accounts, Callbacks callbacks) {
        this.accounts = accounts;
        this.callbacks = callbacks;
    }

    @Operation(summary = "WeCom checks the address of the callbacks")
    @ApiResponse(responseCode = "200", description = "The decrypted text, bare")
    @GetMapping("/{path}")
    ResponseEntity<String> check(
            @PathVariable String path,
            @RequestParam("msg_signature") String signature,
            @RequestParam String timestamp,
            @RequestParam String nonce,
            @RequestParam String echostr) {
        return text(open(account(path), signature, timestamp, nonce, echostr));
    }

    @Operation(summary = "WeCom tells what happened to the contacts of doctors")
    @ApiResponse(responseCode = "200", description = "Received")
    @PostMapping("/{path}")
    ResponseEntity<String> hear(
            @PathVariable String path,
            @RequestParam("msg_signature") String signature,
            @RequestParam String timestamp,
            @RequestParam String nonce,
            @RequestBody(required = false) byte @Nullable [] body) {
        WeComAccounts.Account account = account(path);
        String encrypt = read(body == null ? "" : new String(body, StandardCharsets.UTF_8))
                .first("Encrypt")
                .orElseThrow(() -> Problem.of("wecom-callback-refused").exception());
        callbacks.take(account, read(open(account, signature, timestamp, nonce, encrypt)));
        return text(RECEIVED);
    }

    private WeComAccounts.Account account(String path) {
        return accounts.byPath(path).orElseThrow(() -> Problem.notFound().exception());
    }

    private static String open(
            WeComAccounts.Account account, String signature, String timestamp, String nonce, String encrypt) {
        EncryptedCallbacks keys = Objects.requireNonNull(account.callbacks());
        try {
            return keys.open(signature, timestamp, nonce, encrypt);
        } catch (CallbackRefused e) {
            throw Problem.of("wecom-callback-refused").exception();
        }
    }

    private static CallbackXml read(String xml) {
        try {
            return CallbackXml.read(xml);
        } catch (CallbackRefused e) {
            throw Problem.of("wecom-callback-refused").exception();
        }
    }

    private static ResponseEntity<String> text(String text) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(text);
    }
}
