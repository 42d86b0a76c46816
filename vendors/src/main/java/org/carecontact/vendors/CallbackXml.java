package org.carecontact.vendors;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML of a callback: the texts of its innermost elements, by name and in their order. Lists of an official account's
 * events are read alike whatever element holds them.
 */
public final class CallbackXml {

    private static final int DEEPEST = 8;
    private static final int MOST = 1_000;

    private final Map<String, List<String>> texts;

    private CallbackXml(Map<String, List<String>> texts) {
        this.texts = texts;
    }

    /**
     * Reads an XML text without any document type.
     *
     * @throws CallbackRefused {@code xml} when it is malformed, has a document type, is too deep or too long
     */
    public static CallbackXml read(String xml) throws CallbackRefused {
        // The JDK's own: another library's factory may know other names for these limits.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            return new CallbackXml(texts(reader));
        } catch (XMLStreamException _) {
            throw new CallbackRefused("xml");
        }
    }

    /** Returns the first text of that name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns all texts of that name. */
    public List<String> all(String name) {
        return List.copyOf(texts.getOrDefault(name, List.of()));
    }

    /** Shows the names of the elements only. */
    @Override
    public String toString() {
        return "CallbackXml" + texts.keySet();
    }

    private static Map<String, List<String>> texts(XMLStreamReader reader) throws XMLStreamException, CallbackRefused {
        Map<String, List<String>> texts = new HashMap<>();
        StringBuilder text = new StringBuilder();
        boolean innermost = false;
        int depth = 0;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    elements++;
                    if (depth > DEEPEST || elements > MOST) {
                        throw new CallbackRefused("xml");
                    }
                    text.setLength(0);
                    innermost = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (innermost && depth > 0) {
                        texts.computeIfAbsent(reader.getLocalName(), _ -> new ArrayList<>())
                                .add(text.toString());
                    }
                    innermost = false;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw new CallbackRefused("xml");
                default -> {} // comments, white space between elements
            }
        }
        return texts;
    }
}
