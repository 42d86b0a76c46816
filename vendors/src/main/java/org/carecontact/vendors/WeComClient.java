package org.carecontact.vendors;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Sends application messages of one WeCom application and looks after its customer contact; safe for many threads. An
 * application message never throws for a fault of WeCom; the other calls throw {@link VendorRefused}.
 */
public interface WeComClient {

    /**
     * Sends a text card to a member. WeCom drops the same card to the same member within four hours, so that one whose
     * outcome is unknown may be sent again unchanged.
     *
     * @param key our own id of it; WeCom does not take it
     * @param title at most 128 bytes of UTF-8
     * @param description at most 512 bytes of UTF-8
     * @param url at most 2048 bytes; what is longer is our fault ({@code too-long}) and not sent
     */
    Outcome message(String key, String userId, String title, String description, String url);

    /** Makes an invitation. Its config id cannot be found again: keep it before anybody sees the QR code. */
    Invitation addContactWay(NewInvitation wanted) throws VendorRefused;

    /** Returns an invitation; empty where WeCom does not know it (any more). */
    Optional<ContactWay> getContactWay(String configId) throws VendorRefused;

    /**
     * Lists the invitations made in a time; temporary ones are not among them.
     *
     * @param cursor empty for the first page, then {@link ContactWayPage#next}
     */
    ContactWayPage listContactWays(Instant from, Instant to, String cursor) throws VendorRefused;

    /** Changes the remark and state of an invitation, and whether a scan needs the doctor's confirmation. */
    void updateContactWay(String configId, String remark, String state, boolean skipVerify) throws VendorRefused;

    /** Deletes an invitation; one that is gone already counts as deleted. */
    void deleteContactWay(String configId) throws VendorRefused;

    /** Ends a temporary session; WeCom sends the conclusion first. */
    void closeTempChat(String userId, String externalUserId) throws VendorRefused;

    /** Lists the external user ids of a member's customers, temporary sessions left out. */
    List<String> customersOf(String userId) throws VendorRefused;

    /**
     * Returns the customers of members by {@code batch/get_by_user}, all pages, temporary sessions among them.
     *
     * @param userIds any number; 100 are asked for at a time
     */
    List<Customer> customers(Collection<String> userIds) throws VendorRefused;

    /** Returns one customer with each member who has them; empty where nobody has (84061, also for a while after an event). */
    List<Customer> customer(String externalUserId) throws VendorRefused;

    /** Lists the members who may have customers. */
    List<String> followUsers() throws VendorRefused;
}
