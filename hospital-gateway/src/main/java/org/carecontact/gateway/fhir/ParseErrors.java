package org.carecontact.gateway.fhir;

import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.regex.Pattern;
import org.carecontact.gateway.fhir.reading.Refused;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/** Refuses what FHIR R4 has not, with the place; no value gets into the answer. */
final class ParseErrors implements IParserErrorHandler {

    private static final int MALFORMED = 400;
    /** Names of elements in FHIR have no other form; whatever else a sender made a name is not repeated. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,40}(\\.[A-Za-z]{1,40})*");

    private static Refused refused(@Nullable IParseLocation at, String element, String remedy) {
        String parent = at == null ? "" : known(at.getParentElementName());
        String name = known(element);
        String place = parent.isEmpty() || name.isEmpty() ? parent + name : parent + "." + name;
        return new Refused(MALFORMED, IssueType.STRUCTURE, place, remedy);
    }

    private static String known(@Nullable String name) {
        return name != null && NAME.matcher(name).matches() ? name : "";
    }

    @Override
    public void containedResourceWithNoId(@Nullable IParseLocation at) {
        throw refused(at, "contained", "A contained resource with an id");
    }

    @Override
    public void incorrectJsonType(
            @Nullable IParseLocation at,
            String element,
            ValueType expected,
            @Nullable ScalarType expectedScalar,
            ValueType found,
            @Nullable ScalarType foundScalar) {
        throw refused(
                at, element, "JSON of the type " + (expectedScalar == null ? expected.name() : expectedScalar.name()));
    }

    @Override
    public void invalidValue(@Nullable IParseLocation at, @Nullable String value, @Nullable String error) {
        throw new Refused(
                MALFORMED,
                IssueType.VALUE,
                at == null ? "" : known(at.getParentElementName()),
                "A value of the element's type and value set");
    }

    @Override
    public void missingRequiredElement(@Nullable IParseLocation at, String element) {
        throw refused(at, element, "This element, which R4 requires");
    }

    @Override
    public void unexpectedRepeatingElement(@Nullable IParseLocation at, String element) {
        throw refused(at, element, "This element once");
    }

    @Override
    public void unknownAttribute(@Nullable IParseLocation at, String element) {
        throw refused(at, element, "No attribute that R4 has not");
    }

    @Override
    public void unknownElement(@Nullable IParseLocation at, String element) {
        throw refused(at, element, "No element that R4 has not; an extension is right for what a hospital adds");
    }

    @Override
    public void unknownReference(@Nullable IParseLocation at, String reference) {
        throw refused(at, "", "A reference to a resource that is contained");
    }

    @Override
    public void invalidInternalReference(@Nullable IParseLocation at, String reference) {
        throw refused(at, "", "A reference to a resource that is contained");
    }

    @Override
    public void extensionContainsValueAndNestedExtensions(@Nullable IParseLocation at) {
        throw refused(at, "extension", "An extension with a value or with extensions");
    }
}
