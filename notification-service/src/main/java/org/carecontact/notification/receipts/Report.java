package org.carecontact.notification.receipts;

/**
 * What a vendor reports of one message.
 *
 * @param vendorId the vendor's id of the message; empty where it names none
 * @param key our own key of it; empty where the vendor does not give it back
 * @param code why it was not delivered, as the vendor says; empty when it was
 * @param refused the person, the carrier or a list of complaints refuses such messages for good
 */
record Report(String vendorId, String key, boolean delivered, String code, boolean refused) {}
