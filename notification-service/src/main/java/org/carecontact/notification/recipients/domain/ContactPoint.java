package org.carecontact.notification.recipients.domain;

import org.jspecify.annotations.Nullable;

/**
 * One way to reach one person.
 *
 * @param of the patient, the guardian or the doctor
 * @param system sms, wechat or wecom
 * @param ciphertext base64, closed with the person's data key
 * @param refused why nothing is delivered there; empty while it is
 * @param mark a keyed hash of it; null where it was registered before there were marks
 * @param rest when the person wants to be left alone; null where the person has not said
 */
public record ContactPoint(
        Addressee of,
        String system,
        String ciphertext,
        String refused,
        @Nullable String mark,
        @Nullable Rest rest) {

    ContactPoint with(String reason) {
        return new ContactPoint(of, system, ciphertext, reason, mark, rest);
    }

    ContactPoint resting(@Nullable Rest hours) {
        return new ContactPoint(of, system, ciphertext, refused, mark, hours);
    }

    boolean is(String other, String otherMark) {
        return system.equals(other) && otherMark.equals(mark);
    }
}
