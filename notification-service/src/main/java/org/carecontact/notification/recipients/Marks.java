package org.carecontact.notification.recipients;

import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.vendors.E164;

/**
 * Makes the mark of a contact point: a keyed hash by which a reply or an event finds its person, although the contact
 * point itself can't be read in the store.
 */
final class Marks {

    private final KeyedHash hash;

    Marks(KeyedHash hash) {
        this.hash = hash;
    }

    /** Returns the mark, the same for every way to write a number. */
    String of(String system, String contactPoint) {
        String same =
                system.equals("sms") ? E164.parse(contactPoint).map(E164::value).orElse(contactPoint) : contactPoint;
        return hash.hex(system, same);
    }
}
