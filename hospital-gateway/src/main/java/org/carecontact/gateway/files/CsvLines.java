package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.carecontact.gateway.dialects.Dialect;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file (RFC 4180) under a header line, each by our names of the columns; others are left out. */
final class CsvLines implements Lines {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Dialect dialect;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private List<String> columns = List.of();
    private long number;

    CsvLines(Path file, Dialect dialect) throws IOException {
        this.dialect = dialect;
        parser = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setDelimiter(delimiter(file))
                .get()
                .parse(new InputStreamReader(
                        Files.newInputStream(file), dialect.charset().newDecoder()));
        records = parser.iterator();
    }

    /** The first line's delimiter: a comma, a semicolon or a tab. */
    private static char delimiter(Path file) throws IOException {
        byte[] begin = new byte[4096];
        int length;
        try (InputStream in = Files.newInputStream(file)) {
            length = Math.max(0, in.readNBytes(begin, 0, begin.length));
        }
        String head = new String(begin, 0, length, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        for (char candidate : new char[] {',', ';', '\t'}) {
            if (head.indexOf(candidate) >= 0) {
                return candidate;
            }
        }
        return ',';
    }

    @Override
    public @Nullable Line next() throws IOException, LineRefused {
        try {
            if (columns.isEmpty() && records.hasNext()) {
                columns = columns(records.next());
            }
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord cells = records.next();
            number = cells.getRecordNumber();
            return new Line(number, row(cells).bytes(), false, warning(cells.size()));
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    /** What is wrong with the rest of a file that can't be read; a fault of the disk is thrown on, to be tried again. */
    private LineRefused unreadable(IOException cause) throws IOException {
        if (cause instanceof CharacterCodingException) {
            return LineRefused.content("", "the file is written in " + dialect.charset() + ", as the feed's file says");
        }
        if (cause instanceof CSVException) {
            return LineRefused.content(
                    "", "cells with quotation marks or line ends in quotation marks, as RFC 4180 has it");
        }
        throw cause;
    }

    /** Our names of the columns. */
    private List<String> columns(CSVRecord header) throws LineRefused {
        List<String> named = new ArrayList<>();
        for (String cell : header) {
            String name = cell.strip();
            if (!name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK) {
                name = name.substring(1);
            }
            named.add(dialect.columns().getOrDefault(name, name));
        }
        if (!named.contains("patient")) {
            throw LineRefused.content(
                    "patient",
                    "a header line with patient and some of: " + String.join(" ", new TreeSet<>(VisitRows.COLUMNS))
                            + "; or columns in the feed's file");
        }
        return named;
    }

    /** In a row with another number of fields than the header one may stand in the column of another. */
    private String warning(int fields) {
        return fields == columns.size()
                ? ""
                : "a field for each column: " + fields + " fields, the header has " + columns.size();
    }

    private Row row(CSVRecord cells) {
        SortedMap<String, String> row = new TreeMap<>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            if (VisitRows.COLUMNS.contains(columns.get(i))) {
                row.put(columns.get(i), cells.get(i));
            }
        }
        return new Row(row);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
