package org.carecontact.gateway.fhir;

import ca.uhn.fhir.rest.api.EncodingEnum;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.XMLEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text of a Bundle, of which entries can be taken out. */
sealed interface BundleText {

    String TYPE = "Bundle";
    String ENTRY = "entry";
    /** It stands in the place of an entry; its name is nobody's. */
    String NOTHING = "urn:carecontact:nothing";

    int entries();

    /** A Bundle that has nothing but this entry. */
    String only(int entry);

    /** The Bundle with nothing in the place of these entries. */
    String without(Set<Integer> entries);

    /** Empty when it is none. */
    static Optional<BundleText> of(String text, EncodingEnum encoding) {
        try {
            return encoding == EncodingEnum.XML ? Xml.of(text) : Json.of(text);
        } catch (XMLStreamException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** Numbers stay as they are written, for the same resource has the same print. */
    record Json(ObjectNode root, ArrayNode all) implements BundleText {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();

        static Optional<BundleText> of(String text) {
            JsonNode root = MAPPER.readTree(text);
            return root instanceof ObjectNode object
                            && root.path("resourceType").asString("").equals(TYPE)
                            && root.path(ENTRY) instanceof ArrayNode entries
                    ? Optional.of(new Json(object, entries))
                    : Optional.empty();
        }

        @Override
        public int entries() {
            return all.size();
        }

        @Override
        public String only(int entry) {
            ObjectNode bundle = MAPPER.createObjectNode().put("resourceType", TYPE);
            bundle.putArray(ENTRY).add(all.get(entry));
            return MAPPER.writeValueAsString(bundle);
        }

        @Override
        public String without(Set<Integer> entries) {
            ObjectNode bundle = MAPPER.createObjectNode().setAll(root);
            ArrayNode rest = bundle.putArray(ENTRY);
            for (int i = 0; i < all.size(); i++) {
                rest.add(entries.contains(i) ? MAPPER.createObjectNode().put("fullUrl", NOTHING) : all.get(i));
            }
            return MAPPER.writeValueAsString(bundle);
        }
    }

    /**
     * As events.
     *
     * @param head the root's start
     * @param others the root's other elements
     * @param all each entry, from its start to its end
     */
    record Xml(XMLEvent head, List<XMLEvent> others, List<List<XMLEvent>> all, XMLEvent end) implements BundleText {

        static Optional<BundleText> of(String text) throws XMLStreamException {
            XMLEventReader events = Places.xml().createXMLEventReader(new StringReader(text));
            List<XMLEvent> roots = new ArrayList<>();
            List<XMLEvent> others = new ArrayList<>();
            List<List<XMLEvent>> all = new ArrayList<>();
            List<XMLEvent> into = others;
            int depth = 0;
            while (events.hasNext()) {
                XMLEvent event = events.nextEvent();
                depth -= event.isEndElement() ? 1 : 0;
                if (depth == 0 && (event.isStartElement() || event.isEndElement())) {
                    roots.add(event);
                } else if (depth == 1 && event.isStartElement()) {
                    into = others;
                    if (event.asStartElement().getName().getLocalPart().equals(ENTRY)) {
                        into = new ArrayList<>();
                        all.add(into);
                    }
                    into.add(event);
                } else if (depth > 0) {
                    into.add(event);
                }
                depth += event.isStartElement() ? 1 : 0;
            }
            return roots.size() == 2
                            && roots.getFirst()
                                    .asStartElement()
                                    .getName()
                                    .getLocalPart()
                                    .equals(TYPE)
                    ? Optional.of(new Xml(roots.getFirst(), others, all, roots.getLast()))
                    : Optional.empty();
        }

        @Override
        public int entries() {
            return all.size();
        }

        @Override
        public String only(int entry) {
            return written(List.of(), List.of(all.get(entry)));
        }

        @Override
        public String without(Set<Integer> entries) {
            List<List<XMLEvent>> rest = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                rest.add(entries.contains(i) ? List.of() : all.get(i));
            }
            return written(others, rest);
        }

        private String written(List<XMLEvent> first, List<List<XMLEvent>> entries) {
            StringWriter text = new StringWriter();
            try {
                XMLEventWriter writer = XMLOutputFactory.newInstance().createXMLEventWriter(text);
                writer.add(head);
                for (XMLEvent event : first) {
                    writer.add(event);
                }
                for (List<XMLEvent> entry : entries) {
                    for (XMLEvent event : entry.isEmpty() ? nothing() : entry) {
                        writer.add(event);
                    }
                }
                writer.add(end);
                writer.close();
            } catch (XMLStreamException e) {
                throw new IllegalStateException(e); // it was read before
            }
            return text.toString();
        }

        private List<XMLEvent> nothing() {
            XMLEventFactory events = XMLEventFactory.newInstance();
            QName root = head.asStartElement().getName();
            String prefix = root.getPrefix();
            String space = root.getNamespaceURI();
            return List.of(
                    events.createStartElement(prefix, space, ENTRY),
                    events.createStartElement(prefix, space, "fullUrl"),
                    events.createAttribute("value", NOTHING),
                    events.createEndElement(prefix, space, "fullUrl"),
                    events.createEndElement(prefix, space, ENTRY));
        }
    }
}
