package org.carecontact.vendors;

import java.time.Instant;
import java.util.Optional;

/**
 * One customer of one member at WeCom. Name, picture and remark are left out on purpose.
 *
 * @param userId the member
 * @param externalUserId the customer
 * @param unionId the customer's id over all accounts of one owner; empty where WeCom does not tell it
 * @param addedAt when the member and the customer were connected, whole seconds
 * @param state the state of the invitation, a hint only; empty where WeCom gives none
 * @param addWay WeCom's number for the way they met; 1 is a QR code
 */
public record Customer(
        String userId, String externalUserId, Optional<String> unionId, Instant addedAt, String state, int addWay) {

    /** Shows none of the customer's ids. */
    @Override
    public String toString() {
        return "Customer[of " + userId + "]";
    }
}
