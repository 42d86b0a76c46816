package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;

/**
 * Takes one CSV file (RFC 4180, with a header line). Beside {@code NAME.csv} it writes {@code NAME.csv.report}, a verdict a
 * line, and while it runs {@code NAME.csv.progress}; after a crash it goes on behind the last line that is noted there.
 * To take a line twice has no effect.
 */
final class FileRun {

    private static final int LINES_BETWEEN_NOTES = 50;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /**
     * How far a file was taken.
     *
     * @param line the last line with a verdict
     * @param reported length of the report up to its verdict, bytes
     */
    private record Progress(long line, long reported) {

        static Progress read(Path file) throws IOException {
            if (!Files.exists(file)) {
                return new Progress(0, 0);
            }
            String[] parts = Files.readString(file).strip().split(" ");
            return new Progress(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        void write(Path file) throws IOException {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), line + " " + reported);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private final Feed feed;
    private final VisitRows rows;
    private final Intake intake;
    private final Clock clock;
    private final Path file;
    private final Path progressFile;

    FileRun(Feed feed, VisitRows rows, Intake intake, Clock clock, Path file) {
        this.feed = feed;
        this.rows = rows;
        this.intake = intake;
        this.clock = clock;
        this.file = file;
        this.progressFile = file.resolveSibling(file.getFileName() + ".progress");
    }

    /**
     * Takes the file, or goes on with it.
     *
     * @param stopped asked before each line
     * @return whether every line has its verdict
     * @throws RuntimeException when the store is away; what is noted is safe, and the next run goes on behind it
     */
    boolean run(BooleanSupplier stopped) throws IOException {
        Progress begun = Progress.read(progressFile);
        Instant written = Files.getLastModifiedTime(file).toInstant();
        try (RandomAccessFile report = new RandomAccessFile(
                        file.resolveSibling(file.getFileName() + ".report").toFile(), "rw");
                Reader reader = new InputStreamReader(
                        Files.newInputStream(file), feed.dialect().charset().newDecoder())) {
            report.setLength(begun.reported());
            report.seek(begun.reported());
            if (begun.reported() == 0) {
                write(report, "line,answer,column,what\n");
            }
            return lines(reader, report, begun, written, stopped);
        }
    }

    private boolean lines(
            Reader reader, RandomAccessFile report, Progress begun, Instant written, BooleanSupplier stopped)
            throws IOException {
        long line = 1;
        try (CSVParser parser = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setDelimiter(delimiter())
                .get()
                .parse(reader)) {
            List<String> columns = List.of();
            for (CSVRecord cells : parser) {
                line = cells.getRecordNumber();
                if (stopped.getAsBoolean()) {
                    return false;
                }
                if (columns.isEmpty()) {
                    columns = columns(cells, report);
                    if (columns.isEmpty()) {
                        return true;
                    }
                } else if (line > begun.line()) {
                    write(report, verdict(line, row(columns, cells), written));
                    if (line % LINES_BETWEEN_NOTES == 0) {
                        report.getFD().sync();
                        new Progress(line, report.getFilePointer()).write(progressFile);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            refused(report, line + 1, "", unreadable(e));
        }
        report.getFD().sync();
        Files.deleteIfExists(progressFile);
        return true;
    }

    /** What is wrong with the rest of a file that can't be read; a fault of the disk is thrown on, to be tried again. */
    private String unreadable(Exception e) throws IOException {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof CharacterCodingException) {
            return "the file is written in " + feed.dialect().charset() + ", as the feed's file says";
        }
        if (cause instanceof CSVException) {
            return "cells with quotation marks or line ends in quotation marks, as RFC 4180 has it";
        }
        throw cause instanceof IOException io ? io : new IOException(e);
    }

    private void refused(RandomAccessFile report, long line, String column, String what) throws IOException {
        feed.meters().answered("AE", clock.instant());
        write(report, line(line, "AE", column, what));
    }

    /** The first line's delimiter: a comma, a semicolon or a tab. */
    private char delimiter() throws IOException {
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

    /** Our names of the columns; empty, with a verdict, when a needed one is missing. */
    private List<String> columns(CSVRecord header, RandomAccessFile report) throws IOException {
        List<String> columns = new ArrayList<>();
        for (String cell : header) {
            String name = cell.strip();
            if (!name.isEmpty() && name.charAt(0) == BYTE_ORDER_MARK) {
                name = name.substring(1);
            }
            columns.add(feed.dialect().columns().getOrDefault(name, name));
        }
        if (!columns.contains("patient") || columns.stream().noneMatch(VisitRows.COLUMNS::contains)) {
            refused(
                    report,
                    1,
                    "patient",
                    "a header line with patient and some of: " + String.join(" ", new TreeSet<>(VisitRows.COLUMNS))
                            + "; or columns in the feed's file");
            return List.of();
        }
        return columns;
    }

    private static Row row(List<String> columns, CSVRecord cells) {
        SortedMap<String, String> row = new TreeMap<>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            if (VisitRows.COLUMNS.contains(columns.get(i))) {
                row.put(columns.get(i), cells.get(i));
            }
        }
        return new Row(Collections.unmodifiableSortedMap(row));
    }

    private String verdict(long line, Row row, Instant written) {
        Instant now = clock.instant();
        long started = System.nanoTime();
        List<String> warnings = new ArrayList<>();
        String verdict;
        String answer = "AA";
        try {
            for (Statement statement : rows.read(row, written, now, warnings)) {
                Optional<Objection> objection = intake.take(feed.hospital(), statement);
                if (objection.isPresent()) {
                    throw refusal(objection.get());
                }
            }
            verdict = line(line, answer, "", String.join("; ", warnings));
        } catch (RowRefused refused) {
            answer = "AE";
            verdict = line(line, answer, refused.column(), String.valueOf(refused.getMessage()));
        }
        feed.meters().answered(answer, now);
        feed.meters().took(System.nanoTime() - started);
        return verdict;
    }

    private static RowRefused refusal(Objection objection) {
        return switch (objection) {
            case MESSAGE_ID_REUSED -> new RowRefused("message", "an id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT -> new RowRefused("patient", "the patient whose visit it is");
            case NO_SUCH_VISIT, NO_SURVIVOR -> new RowRefused("visit", "a visit that was told of before");
        };
    }

    private static String line(long line, String answer, String column, String what) {
        return line + "," + answer + "," + column + ",\"" + what.replace("\"", "\"\"") + "\"\n";
    }

    private static void write(RandomAccessFile report, String text) throws IOException {
        report.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
