package org.carecontact.gateway.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the whole FHIRPath of an element of which a parser tells the name only; without indices, it means each of them. */
final class Places {

    /** Under this name stands the type of a resource, in XML too. */
    static final String TYPE = "resourceType";

    private static final Pattern NAMES = Pattern.compile("[A-Za-z]{1,40}(\\.[A-Za-z]{1,40})*");

    /**
     * An element.
     *
     * @param path from the root
     * @param definition from the resource in which it stands, as {@code Patient.gender}
     * @param value empty when it is no primitive
     */
    record Place(String path, String definition, String value) {

        boolean ends(String end) {
            return path.equals(end) || path.endsWith("." + end);
        }

        String name() {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        /** What it is in. */
        Place around() {
            return new Place(path.substring(0, Math.max(0, path.lastIndexOf('.'))), "", "");
        }

        /** The path, unless a sender put something else there than names. */
        Optional<String> shown() {
            return NAMES.matcher(path).matches() ? Optional.of(path) : Optional.empty();
        }
    }

    private Places() {}

    /**
     * The path of the first element that ends like this.
     *
     * @param end as {@code name} or {@code contact.name}
     * @return the end itself when there is none
     */
    static String whole(String text, EncodingEnum encoding, String end) {
        return first(text, encoding, place -> place.ends(end))
                .flatMap(Place::shown)
                .orElse(end);
    }

    /** The first element of this kind, in the order of the text. */
    static Optional<Place> first(String text, EncodingEnum encoding, Predicate<Place> wanted) {
        try {
            if (encoding == EncodingEnum.XML) {
                return inXml(text, wanted);
            }
            JsonNode root = JsonMapper.shared().readTree(text);
            return under(root, known(root.path(TYPE).asString("")), "", wanted);
        } catch (XMLStreamException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** The type of the root, where R4 has it; else empty. */
    static String type(String text, EncodingEnum encoding) {
        return first(text, encoding, place -> place.path().equals(known(place.value()) + "." + TYPE))
                .map(place -> known(place.value()))
                .orElse("");
    }

    /** The name of a type; empty for whatever else stands in its place. */
    private static String known(String type) {
        return FhirDoor.context().getResourceTypes().contains(type) ? type : "";
    }

    /** Says why a text is no JSON or XML, in words that repeat nothing of it; empty when it is. */
    static String flaw(String text, EncodingEnum encoding) {
        return encoding == EncodingEnum.XML ? flawOfXml(text) : flawOfJson(text);
    }

    private static String flawOfJson(String text) {
        try {
            return JsonMapper.shared().readTree(text).isObject()
                    ? ""
                    : "One JSON object, which resourceType begins (application/fhir+json)";
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            return "Well-formed JSON (application/fhir+json)"
                    + (at == null ? "" : unread(at.getLineNr(), at.getColumnNr()));
        }
    }

    private static String flawOfXml(String text) {
        try {
            XMLStreamReader reader = xml().createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.DTD) {
                    return "XML without a DOCTYPE";
                }
            }
            return "";
        } catch (XMLStreamException e) {
            return "Well-formed XML (application/fhir+xml)"
                    + (e.getLocation() == null
                            ? ""
                            : unread(
                                    e.getLocation().getLineNumber(),
                                    e.getLocation().getColumnNumber()));
        }
    }

    private static String unread(int line, int column) {
        return ": this can't be read from line " + line + ", column " + column + " on";
    }

    private static Optional<Place> under(JsonNode node, String path, String owner, Predicate<Place> wanted) {
        String type = node.path(TYPE).asString("");
        String definition = type.isEmpty() ? owner : type;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey().startsWith("_") ? property.getKey().substring(1) : property.getKey();
            JsonNode value = property.getValue();
            for (JsonNode one : value.isArray() && !value.isEmpty() ? value : List.of(value)) {
                Place place = new Place(
                        path + "." + name, definition + "." + name, one.isValueNode() ? one.asString("") : "");
                if (wanted.test(place)) {
                    return Optional.of(place);
                }
                Optional<Place> found = under(one, place.path(), place.definition(), wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> inXml(String text, Predicate<Place> wanted) throws XMLStreamException {
        XMLStreamReader reader = xml().createXMLStreamReader(new StringReader(text));
        Deque<Place> places = new ArrayDeque<>();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                Place place = place(places.peek(), reader);
                // Within another resource's element stands the type of this one, which is no step of a path.
                Place shown = Character.isUpperCase(reader.getLocalName().charAt(0))
                        ? new Place(place.path() + "." + TYPE, "", reader.getLocalName())
                        : place;
                if (wanted.test(shown)) {
                    return Optional.of(shown);
                }
                places.push(place);
            } else if (event == XMLStreamReader.END_ELEMENT) {
                places.pop();
            }
        }
        return Optional.empty();
    }

    private static Place place(@Nullable Place parent, XMLStreamReader reader) {
        String name = reader.getLocalName();
        String value = Objects.requireNonNullElse(reader.getAttributeValue(null, "value"), "");
        if (parent == null) {
            return new Place(known(name), name, value);
        }
        return Character.isUpperCase(name.charAt(0))
                ? new Place(parent.path(), name, value)
                : new Place(parent.path() + "." + name, parent.definition() + "." + name, value);
    }

    /** Nothing is fetched, and no entity is replaced. */
    static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
