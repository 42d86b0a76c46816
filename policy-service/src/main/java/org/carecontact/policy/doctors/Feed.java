package org.carecontact.policy.doctors;

import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;

/** A hospital's topic: hospital.tongren.encounters is tongren's word and nobody else's. */
public final class Feed {

    private Feed() {}

    /** Refuses what a hospital says in another's name. */
    public static void requireOwn(Received received, String hospital) {
        if (!received.topic().startsWith("hospital." + hospital + ".")) {
            throw new Poison("a hospital other than the topic's");
        }
    }
}
