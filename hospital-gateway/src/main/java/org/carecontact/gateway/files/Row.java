package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * One row of a CSV file.
 *
 * @param cells by our name of the column; sorted, so that the same row has the same print for ever
 */
record Row(SortedMap<String, String> cells) {

    private static final CSVFormat ALONE =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    Row {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** Reads what {@link #bytes} wrote. */
    static Row of(byte[] bytes) {
        try (CSVParser parser = ALONE.parse(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
            List<CSVRecord> records = parser.getRecords();
            SortedMap<String, String> cells = new TreeMap<>();
            for (int i = 0; i < records.getFirst().size(); i++) {
                cells.put(records.getFirst().get(i), records.getLast().get(i));
            }
            return new Row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row with its header, in UTF-8. */
    byte[] bytes() {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, ALONE)) {
            printer.printRecord(cells.keySet());
            printer.printRecord(cells.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The cell without the spaces around it; empty when there is no such column. */
    String text(String column) {
        return cells.getOrDefault(column, "").strip();
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }
}
