package org.carecontact.gateway.files;

import java.util.Map;

/**
 * One line of a file.
 *
 * @param cells by our name of the column
 */
record Row(Map<String, String> cells) {

    /** The cell without the spaces around it; empty when there is no such column. */
    String text(String column) {
        return cells.getOrDefault(column, "").strip();
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }
}
