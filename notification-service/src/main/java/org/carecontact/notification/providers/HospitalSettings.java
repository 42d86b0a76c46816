package org.carecontact.notification.providers;

import java.util.List;
import java.util.Map;
import org.carecontact.notification.timing.domain.QuietHours;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital's file of providers says.
 *
 * @param language of its messages: zh or en
 * @param quiet its quiet hours; null for none
 * @param doors where its vendors report to, by the hash of the secret in the path
 */
record HospitalSettings(
        String hospital,
        String language,
        @Nullable QuietHours quiet,
        List<Provider> order,
        List<Provider> codes,
        Map<String, Door> doors) {

    HospitalSettings {
        order = List.copyOf(order);
        codes = List.copyOf(codes);
        doors = Map.copyOf(doors);
    }
}
