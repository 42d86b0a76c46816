package org.carecontact.gateway.fhir;

import java.util.List;
import org.carecontact.gateway.fhir.reading.Warning;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is durable.
 *
 * @param id under which the sender finds it
 * @param isCreated whether it was to be created, and was not there before
 * @param isUsed whether anything here needs it
 * @param waits what it waits for, when it has no effect yet; null otherwise
 */
record Taken(
        IdType id,
        boolean isCreated,
        boolean isUsed,
        List<Warning> warnings,
        @Nullable Warning waits) {

    Taken {
        warnings = List.copyOf(warnings);
    }

    OperationOutcome outcome() {
        OperationOutcome outcome = new OperationOutcome();
        for (Warning warning : warnings) {
            OperationOutcomeIssueComponent issue = outcome.addIssue();
            issue.setSeverity(IssueSeverity.WARNING).setCode(IssueType.VALUE).setDiagnostics(warning.remedy());
            issue.addExpression(warning.place());
        }
        if (waits != null) {
            outcome.addIssue()
                    .setSeverity(IssueSeverity.INFORMATION)
                    .setCode(IssueType.INFORMATIONAL)
                    .setDiagnostics(waits.remedy())
                    .addExpression(waits.place());
        } else if (warnings.isEmpty()) {
            outcome.addIssue()
                    .setSeverity(IssueSeverity.INFORMATION)
                    .setCode(IssueType.INFORMATIONAL)
                    .setDiagnostics(isUsed ? "Stored" : "Not used");
        }
        return outcome;
    }
}
