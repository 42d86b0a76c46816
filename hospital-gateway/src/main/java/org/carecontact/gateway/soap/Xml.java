package org.carecontact.gateway.soap;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that strangers sent: no document type, hence no entities of its own and nothing fetched, and limits of depth and
 * number.
 */
final class Xml {

    static final int DEEPEST = 64;
    static final int MOST_ATTRIBUTES = 100;
    private static final int MOST_ELEMENTS = 100_000;
    private static final String DISALLOW_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final int REPLACEMENT = 0xfffd;
    private static final String LIMIT = "JAXP00010";
    private static final SAXParserFactory FACTORY = factory();

    private Xml() {}

    /** The platform's own parser: another one on the class path might not know these features. */
    private static SAXParserFactory factory() {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(DISALLOW_DOCTYPE, true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the root element of text whose encoding is settled. */
    static Node read(String text) throws XmlRefused {
        Tree tree = new Tree();
        try {
            XMLReader reader = reader();
            reader.setContentHandler(tree);
            reader.setErrorHandler(tree);
            reader.setEntityResolver(tree);
            reader.parse(new InputSource(new StringReader(text)));
        } catch (TooMuch e) {
            throw XmlRefused.attack(e.what, tree.root);
        } catch (SAXException e) {
            String said = String.valueOf(e.getMessage());
            if (said.contains(DISALLOW_DOCTYPE)) {
                throw XmlRefused.attack("doctype", tree.root);
            }
            if (said.contains(LIMIT)) {
                throw XmlRefused.attack("limit", tree.root);
            }
            throw XmlRefused.notWellFormed(tree.root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        @Nullable Node root = tree.root;
        if (root == null) {
            throw XmlRefused.notWellFormed(null);
        }
        return root;
    }

    private static XMLReader reader() throws SAXException {
        try {
            synchronized (FACTORY) { // factories are not for many threads
                return FACTORY.newSAXParser().getXMLReader();
            }
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Text that XML can hold, for an element or an attribute in double quotes; what it reads back is the same. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
            }
        });
        return escaped.toString();
    }

    /** XML 1.0, production 2: a sender's XML 1.1 may have more. */
    private static boolean isAllowed(int c) {
        return (c >= ' ' && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }

    /** More of something than any message has. */
    private static final class TooMuch extends SAXException {
        private static final long serialVersionUID = 1L;
        private final String what;

        TooMuch(String what) {
            super(what);
            this.what = what;
        }
    }

    /** Builds the elements. */
    private static final class Tree extends DefaultHandler {

        private final Deque<Node> open = new ArrayDeque<>();
        private @Nullable Node root;
        private int elements;

        @Override
        public void startElement(String namespace, String name, String qualified, Attributes attributes)
                throws SAXException {
            if (open.size() >= DEEPEST) {
                throw new TooMuch("depth");
            }
            if (attributes.getLength() > MOST_ATTRIBUTES) {
                throw new TooMuch("attributes");
            }
            if (++elements > MOST_ELEMENTS) {
                throw new TooMuch("elements");
            }
            Map<String, String> named = new HashMap<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                if (attributes.getURI(i).isEmpty()) {
                    named.put(attributes.getLocalName(i), attributes.getValue(i));
                } else {
                    named.putIfAbsent(attributes.getLocalName(i), attributes.getValue(i)); // xsi:type is no type
                }
            }
            Node node = new Node(name, namespace, named);
            @Nullable Node parent = open.peek();
            if (parent == null) {
                root = node;
            } else {
                parent.add(node);
            }
            open.push(node);
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            @Nullable Node node = open.peek();
            if (node != null) {
                node.add(characters, start, length);
            }
        }

        @Override
        public void endElement(String namespace, String name, String qualified) {
            open.pop();
        }

        @Override
        public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) throws SAXException {
            throw new TooMuch("entity");
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
