package org.carecontact.vendortwin.world;

/**
 * Somebody with one telephone and one WeChat on it.
 *
 * @param mobile E.164, as +8614010000001
 * @param unionId the person's id at all applications of one WeChat developer
 * @param phone what becomes of an SMS to the telephone
 */
public record Person(String mobile, String name, String unionId, Phone phone) {

    /** What becomes of SMS. */
    public enum Phone {
        /** They arrive. */
        ON,
        /** They fail: the telephone is off or out of service. */
        OFF,
        /** The vendor refuses them: the number is on its list of those who complained. */
        BLOCKED,
        /** They arrive, and no report ever says so. */
        SILENT
    }

    Person with(Phone changed) {
        return new Person(mobile, name, unionId, changed);
    }
}
