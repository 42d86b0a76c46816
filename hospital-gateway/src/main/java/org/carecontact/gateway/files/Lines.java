package org.carecontact.gateway.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.Door;
import org.jspecify.annotations.Nullable;

/** The lines of one file in their order, of which one at a time is in memory. */
interface Lines extends Closeable {

    /**
     * Returns the next line; null at the end.
     *
     * @throws LineRefused when neither it nor what comes behind it can be read
     * @throws IOException when the disk is at fault
     */
    @Nullable
    Line next() throws IOException, LineRefused;

    /** Opens a file of this dialect's door. */
    static Lines of(Path file, Dialect dialect) throws IOException {
        return dialect.door() == Door.NDJSON ? new TextLines(file) : new CsvLines(file, dialect);
    }
}
