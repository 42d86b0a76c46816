package org.carecontact.vendortwin.wechat;

/** The XML of events. */
public final class Xml {

    private final StringBuilder text = new StringBuilder("<xml>");

    /** An element with text. */
    public Xml text(String name, String value) {
        text.append('<')
                .append(name)
                .append("><![CDATA[")
                .append(value.replace("]]>", ""))
                .append("]]></")
                .append(name)
                .append('>');
        return this;
    }

    /** An element with a number. */
    public Xml number(String name, long value) {
        text.append('<')
                .append(name)
                .append('>')
                .append(value)
                .append("</")
                .append(name)
                .append('>');
        return this;
    }

    /** Opens an element. */
    public Xml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    /** Closes it. */
    public Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    /** Elements that nobody documented, if the fault was ordered. */
    public Xml more(boolean ordered) {
        return ordered ? open("UnheardOf").text("Item", "1").close("UnheardOf").number("Unheard", 1) : this;
    }

    /** The whole document. */
    public String written() {
        return text + "</xml>";
    }
}
