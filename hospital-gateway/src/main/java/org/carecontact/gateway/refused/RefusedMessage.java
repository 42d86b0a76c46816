package org.carecontact.gateway.refused;

import java.util.List;
import org.carecontact.schemas.ids.PatientId;

/**
 * A message that a feed did not take.
 *
 * @param sender who sent it, as MSH-3 and MSH-4 say; empty when that can't be read
 * @param messageId the sender's id of it; empty when that can't be read
 * @param patients whom it is about, as far as that can be read: what is about one of them is replayed in its order
 * @param bytes as they came
 */
public record RefusedMessage(String sender, String messageId, List<PatientId> patients, Reason reason, byte[] bytes) {

    public RefusedMessage {
        patients = List.copyOf(patients);
    }
}
