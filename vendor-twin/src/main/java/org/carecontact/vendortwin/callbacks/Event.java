package org.carecontact.vendortwin.callbacks;

import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import org.carecontact.vendortwin.world.Vendor;

/**
 * Something that a vendor tells its customer.
 *
 * @param kind as the address for it is called: report, reply or event
 * @param name what happened, as a fault may name it: report, reply, add_external_contact, unsubscribe …
 * @param whom numbers, users and openids that it concerns
 * @param repetitions the waits between the attempts
 * @param taken whether status and body of an answer mean that it was taken
 */
public record Event(
        Vendor vendor,
        String account,
        String kind,
        String name,
        List<String> whom,
        List<Duration> repetitions,
        BiPredicate<Integer, String> taken,
        Letter letter) {}
