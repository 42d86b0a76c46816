package org.carecontact.gateway.files;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a file.
 *
 * @param number from 1; of CSV that of the record, since a cell may have line ends
 * @param bytes of it, with all that is needed to read it alone
 * @param isCut whether it was too long, and only its beginning is here
 * @param warning what of its form may make it say something else than was meant; empty for nothing
 */
record Line(long number, byte[] bytes, boolean isCut, String warning) {

    Line(long number, byte[] bytes, boolean isCut) {
        this(number, bytes, isCut, "");
    }

    /** These, with the line's own before them. */
    List<String> warnings(List<String> others) {
        return warning.isEmpty()
                ? others
                : Stream.concat(Stream.of(warning), others.stream()).toList();
    }
}
