package org.carecontact.policy.facts.domain;

import java.time.Instant;
import org.carecontact.policy.vocabulary.domain.Authority;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param number 1 for the pair's first request
 * @param purpose coded medical need
 * @param relation of a family member to the patient; null when the patient asks
 * @param authority of a family member, as far as it is attested; null when nobody attests it
 */
public record Asked(
        String hospital,
        RequestId request,
        int number,
        PatientId patient,
        DoctorId doctor,
        String purpose,
        Wish wish,
        Requester requester,
        @Nullable String relation,
        @Nullable Authority authority,
        Instant submittedAt) {

    /** Returns what would be asked if the same were asked anew now. */
    public Asked again(Instant now) {
        return new Asked(
                hospital,
                new RequestId(request.pair(), number + 1),
                number + 1,
                patient,
                doctor,
                purpose,
                wish,
                requester,
                relation,
                authority,
                now);
    }
}
