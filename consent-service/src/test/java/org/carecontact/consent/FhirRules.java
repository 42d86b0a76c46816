package org.carecontact.consent;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import org.carecontact.testsupport.Answer;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** The rules of FHIR R4, as HAPI's validator has them. */
final class FhirRules {

    private static final FhirValidator VALIDATOR = validator();

    private FhirRules() {}

    private static FhirValidator validator() {
        FhirContext r4 = FhirContext.forR4();
        return r4.newValidator()
                .registerValidatorModule(new FhirInstanceValidator(new ValidationSupportChain(
                        new DefaultProfileValidationSupport(r4),
                        new CommonCodeSystemsTerminologyService(r4),
                        new InMemoryTerminologyServerValidationSupport(r4))));
    }

    /** What is wrong with a resource, each with its place. */
    static List<String> errors(String resource) {
        return VALIDATOR.validateWithResult(resource).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(FhirRules::said)
                .toList();
    }

    /** Asserts that the answer is a resource of this type that breaks no rule. */
    static Answer valid(Answer answer, String type) {
        assertThat(answer.header("Content-Type")).as(answer.body()).startsWith("application/fhir+json");
        assertThat(answer.text("resourceType")).isEqualTo(type);
        assertThat(errors(answer.body())).as(answer.body()).isEmpty();
        return answer;
    }

    private static String said(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }
}
