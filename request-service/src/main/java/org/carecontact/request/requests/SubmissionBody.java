package org.carecontact.request.requests;

import org.carecontact.request.statements.domain.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /requests.
 *
 * @param doctor the hospital's id of the doctor
 * @param wish PERSONAL_WECHAT, WECOM or ANY (the default)
 * @param requester who asks; for family only
 * @param patient for staff only; everybody else speaks for the patient of their token
 * @param route PATIENT_PAGE (the default) or API; for staff PHONE or FRONT_DESK
 * @param noEmergency true when the requester has read what to do in an emergency and says that there is none
 * @param faqRead true when the answers to frequent questions did not help
 */
record SubmissionBody(
        @Nullable String doctor,
        @Nullable String purpose,
        @Nullable String need,
        Statement.@Nullable Promises promises,
        Statement.@Nullable Privacy privacy,
        @Nullable String wish,
        @Nullable Family requester,
        @Nullable String patient,
        @Nullable String route,
        @Nullable Boolean noEmergency,
        @Nullable Boolean faqRead) {

    /**
     * A family member.
     *
     * @param relation to the patient, a code, for example PARENT
     * @param authority LEGAL_GUARDIAN or WRITTEN_AUTHORIZATION, as the family member states it
     * @param attested true when staff has seen a proof of the authority; for staff only
     */
    record Family(
            @Nullable String relation,
            @Nullable String authority,
            @Nullable Boolean attested) {}

    Statement statement() {
        return new Statement(purpose, need, promises, privacy);
    }
}
