package org.carecontact.notification.content.domain;

/**
 * How many text messages a text becomes, with the signature that the vendor puts before it: 70 characters, or 67 for
 * each part of a longer one (Aliyun and Tencent alike).
 */
public final class Segments {

    private static final int ONE = 70;
    private static final int EACH = 67;

    private Segments() {}

    /** Counts the parts, each of which is paid for. */
    public static int of(String signature, String text) {
        int length = text.length() + (signature.isEmpty() ? 0 : signature.length() + 2);
        return length <= ONE ? 1 : (length + EACH - 1) / EACH;
    }
}
