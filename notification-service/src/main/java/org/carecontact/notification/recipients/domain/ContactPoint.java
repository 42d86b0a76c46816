package org.carecontact.notification.recipients.domain;

/**
 * One way to reach one person.
 *
 * @param of the patient, the guardian or the doctor
 * @param system sms, wechat or wecom
 * @param ciphertext base64, closed with the person's data key
 * @param refused why the provider will not deliver there; empty while it does
 */
public record ContactPoint(Addressee of, String system, String ciphertext, String refused) {}
