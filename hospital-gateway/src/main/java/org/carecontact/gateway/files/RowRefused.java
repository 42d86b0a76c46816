package org.carecontact.gateway.files;

/** A row that is not taken; says what would be right, in words of our own: nothing of the row is repeated. */
final class RowRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String column;

    RowRefused(String column, String remedy) {
        super(remedy, null, false, false);
        this.column = column;
    }

    String column() {
        return column;
    }
}
