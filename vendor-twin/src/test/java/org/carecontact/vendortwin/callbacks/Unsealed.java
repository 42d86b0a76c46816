package org.carecontact.vendortwin.callbacks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.carecontact.vendortwin.Twin;

/** Opens what the kit does not show: the receiver behind a sealed message. */
public final class Unsealed {

    private static final Pattern SEALED = Pattern.compile("<Encrypt><!\\[CDATA\\[(.*?)]]></Encrypt>");

    private Unsealed() {}

    /** Whom the push was sealed for. */
    public static String receiver(Twin.Pushed pushed) {
        Matcher sealed = SEALED.matcher(pushed.body());
        if (!sealed.find()) {
            throw new AssertionError("nothing is sealed");
        }
        byte[] key = Base64.getDecoder().decode("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C=");
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(sealed.group(1)));
            int length = ByteBuffer.wrap(plain, 16, 4).getInt();
            int end = plain.length - plain[plain.length - 1];
            return new String(Arrays.copyOfRange(plain, 20 + length, end), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
