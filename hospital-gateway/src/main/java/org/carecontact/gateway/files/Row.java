package org.carecontact.gateway.files;

import java.util.SortedMap;

/**
 * One line of a file.
 *
 * @param cells by our name of the column; sorted, so that the same row has the same print for ever
 */
record Row(SortedMap<String, String> cells) {

    /** The cell without the spaces around it; empty when there is no such column. */
    String text(String column) {
        return cells.getOrDefault(column, "").strip();
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }
}
