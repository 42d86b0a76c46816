package org.carecontact.policy.editions;

import org.carecontact.kernel.web.Problem;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.editions.domain.EditionRejection;

/** Turns refusals to publish, activate or withdraw a version into problems. */
final class EditionProblems {

    private EditionProblems() {}

    static Problem of(EditionRejection rejection) {
        return switch (rejection) {
            case EditionRejection.VersionTaken(var version) ->
                Problem.of("version-taken").with("version", version).field("version");
            case EditionRejection.VersionTooLow(var latest) ->
                Problem.of("version-too-low")
                        .with("latest", latest)
                        .with("next", latest + 1L)
                        .field("version");
            case EditionRejection.NoSuchVersion(var latest) ->
                Problem.of("no-such-version").with("latest", latest);
            case EditionRejection.NeedsAnotherPerson() -> Problem.of("needs-another-person");
            case EditionRejection.NeedsAnotherPersonToWithdraw() -> Problem.of("needs-another-person-to-withdraw");
            case EditionRejection.Overlaps(var version, var from) ->
                Problem.of("overlapping-versions").with("version", version).with("from", from);
            case EditionRejection.AlreadyInForce() -> Problem.of("already-in-force");
            case EditionRejection.NothingBefore() -> Problem.of("nothing-before");
            case EditionRejection.NothingScheduled(var version) ->
                Problem.of("nothing-scheduled").with("version", version);
        };
    }

    static Problem of(PolicyRefused refused) {
        return Problem.of("policy-refused").with("problems", String.join("\n", refused.problems()));
    }
}
