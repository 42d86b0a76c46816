package org.carecontact.gateway.fhir;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the whole FHIRPath of an element of which a parser tells the name only; without indices, it means each of them. */
final class Places {

    private static final Pattern NAMES = Pattern.compile("[A-Za-z]{1,40}(\\.[A-Za-z]{1,40})*");

    private Places() {}

    /**
     * The path of the first element that ends like this.
     *
     * @param end as {@code name} or {@code contact.name}
     * @return the end itself when there is none
     */
    static String whole(byte[] body, String end) {
        boolean xml = body.length > 0 && (body[0] == '<' || body[0] == (byte) 0xef);
        try {
            return (xml ? inXml(body, end) : inJson(body, end))
                    .filter(place -> NAMES.matcher(place).matches())
                    .orElse(end);
        } catch (XMLStreamException | JacksonException _) {
            return end;
        }
    }

    private static boolean ends(String path, String end) {
        return path.equals(end) || path.endsWith("." + end);
    }

    private static Optional<String> inJson(byte[] body, String end) {
        JsonNode root = JsonMapper.shared().readTree(body);
        return under(root, root.path("resourceType").asString(""), end);
    }

    private static Optional<String> under(JsonNode node, String path, String end) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            String place = path + "." + (name.startsWith("_") ? name.substring(1) : name);
            if (ends(place, end)) {
                return Optional.of(place);
            }
            JsonNode value = property.getValue();
            for (JsonNode one : value.isArray() ? value : List.of(value)) {
                Optional<String> found = under(one, place, end);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inXml(byte[] body, String end) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
        Deque<String> paths = new ArrayDeque<>();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                String name = reader.getLocalName();
                String parent = paths.peek();
                // Within another resource's element stands the type of this one, which is no step of a path.
                String path =
                        parent == null ? name : Character.isUpperCase(name.charAt(0)) ? parent : parent + "." + name;
                if (ends(path, end)) {
                    return Optional.of(path);
                }
                paths.push(path);
            } else if (event == XMLStreamReader.END_ELEMENT) {
                paths.pop();
            }
        }
        return Optional.empty();
    }
}
