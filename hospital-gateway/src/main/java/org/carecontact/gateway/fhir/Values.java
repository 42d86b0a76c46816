package org.carecontact.gateway.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.carecontact.gateway.fhir.reading.Refused;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.EnumFactory;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What R4 allows as the value of a primitive. */
final class Values {

    /** The name that the enumerations of HAPI FHIR have for no code at all. */
    private static final String NO_CODE = "NULL";

    private Values() {}

    /** Whether R4 allows a value at its place; a place that it has not allows none. */
    static boolean isAllowed(Places.Place place) {
        return child(place)
                .map(child -> {
                    List<String> codes = codes(child);
                    return codes.isEmpty() ? isOfType(child, place) : codes.contains(place.value());
                })
                .orElse(false);
    }

    /** Says where it is, and what would be right there. */
    static Refused refused(Refused found, Places.Place place) {
        Optional<BaseRuntimeChildDefinition> child = child(place);
        List<String> codes = child.map(Values::codes).orElse(List.of());
        boolean isCoded = !codes.isEmpty();
        String remedy = isCoded
                ? "One of " + String.join(", ", codes)
                : child.map(it -> remedy(type(it, place))).orElse(found.remedy());
        return new Refused(
                found.getStatusCode(),
                isCoded ? IssueType.CODEINVALID : IssueType.VALUE,
                place.shown().orElse(found.place()),
                remedy);
    }

    private static String remedy(String type) {
        return switch (type) {
            case "date" -> "A date YYYY, YYYY-MM or YYYY-MM-DD";
            case "dateTime" -> "A time YYYY-MM-DDThh:mm:ss+zz:zz, or a date YYYY, YYYY-MM or YYYY-MM-DD";
            case "instant" -> "A time YYYY-MM-DDThh:mm:ss+zz:zz";
            case "boolean" -> "true or false";
            case "" -> "A value as R4 writes it";
            default -> "A value of the type " + type;
        };
    }

    private static Optional<BaseRuntimeChildDefinition> child(Places.Place place) {
        String path = place.definition();
        try {
            return path.indexOf('.') < 1
                    ? Optional.empty()
                    : Optional.ofNullable(FhirDoor.context()
                            .newTerser()
                            .getDefinition(
                                    FhirDoor.context()
                                            .getResourceDefinition(path.substring(0, path.indexOf('.')))
                                            .getImplementingClass(),
                                    path));
        } catch (DataFormatException _) {
            return Optional.empty();
        }
    }

    /** Of a required value set; empty for none. */
    private static List<String> codes(BaseRuntimeChildDefinition child) {
        return child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition bound
                        && bound.getInstanceConstructorArguments() instanceof EnumFactory<?> factory
                ? codes(bound.getBoundEnumType(), factory)
                : List.of();
    }

    @SuppressWarnings("unchecked") // HAPI FHIR makes the factory of the very type
    private static <E extends Enum<?>> List<String> codes(Class<? extends Enum<?>> type, EnumFactory<E> factory) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> !constant.name().equals(NO_CODE))
                .map(constant -> factory.toCode((E) constant))
                .toList();
    }

    private static boolean isOfType(BaseRuntimeChildDefinition child, Places.Place place) {
        BaseRuntimeElementDefinition<?> element = child.getChildByName(place.name());
        if (element == null || !(element.newInstance() instanceof IPrimitiveType<?> primitive)) {
            return true; // it is no primitive, and has no value of its own
        }
        try {
            primitive.setValueAsString(place.value());
            return true;
        } catch (IllegalArgumentException | DataFormatException _) {
            return false;
        }
    }

    private static String type(BaseRuntimeChildDefinition child, Places.Place place) {
        BaseRuntimeElementDefinition<?> element = child.getChildByName(place.name());
        return element == null ? "" : element.getName();
    }
}
