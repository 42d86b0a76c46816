package org.carecontact.vendortwin.settings;

/** A key or secret; its text never shows it. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
