package org.carecontact.notification.receipts;

/**
 * What a person answered to a text message.
 *
 * @param number as the vendor writes it
 * @param when the vendor's time or number of it, which tells a repetition
 */
record Heard(String number, String text, String when) {

    /** Leaves out number and text. */
    @Override
    public String toString() {
        return "Heard";
    }
}
