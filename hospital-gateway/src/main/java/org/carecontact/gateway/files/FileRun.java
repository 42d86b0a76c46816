package org.carecontact.gateway.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.refused.Refusals;

/**
 * Takes one file. Beside {@code NAME} it writes {@code NAME.report}, a verdict a line, and while it runs
 * {@code NAME.progress}; after a crash it goes on behind the last line that is noted there, unless the file is another one
 * by then. To take a line twice has no effect.
 */
final class FileRun {

    private static final int LINES_BETWEEN_NOTES = 50;

    /** Of one run; what is more stands in the report, and does not displace what other feeds keep. */
    private static final int MOST_KEPT = 1_000;

    /**
     * How far a file was taken.
     *
     * @param line the last line with a verdict
     * @param reported length of the report up to its verdict, bytes
     * @param file which file it was, by its size and the time when it was written
     */
    private record Progress(long line, long reported, String file) {

        /** Nothing, where another file was noted. */
        static Progress read(Path noted, String file) throws IOException {
            String[] parts =
                    Files.exists(noted) ? Files.readString(noted).strip().split(" ", 3) : new String[0];
            return parts.length == 3 && parts[2].equals(file)
                    ? new Progress(Long.parseLong(parts[0]), Long.parseLong(parts[1]), file)
                    : new Progress(0, 0, file);
        }

        void write(Path noted) throws IOException {
            Path draft = Files.writeString(
                    noted.resolveSibling(noted.getFileName() + ".draft"), line + " " + reported + " " + file);
            Files.move(draft, noted, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private final Feed feed;
    private final LineTaker taker;
    private final Refusals refusals;
    private final Clock clock;
    private final Path file;
    private final Path progressFile;
    private int kept;

    FileRun(Feed feed, LineTaker taker, Refusals refusals, Clock clock, Path file) {
        this.feed = feed;
        this.taker = taker;
        this.refusals = refusals;
        this.clock = clock;
        this.file = file;
        this.progressFile = file.resolveSibling(file.getFileName() + ".progress");
    }

    /**
     * Takes the file, or goes on with it.
     *
     * @param stopped asked before each line
     * @return whether every line has its verdict; not when the file became another one meanwhile
     * @throws RuntimeException when the store is away; what is noted is safe, and the next run goes on behind it
     */
    boolean run(BooleanSupplier stopped) throws IOException {
        String begun = identity();
        Instant written = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
        Progress progress = Progress.read(progressFile, begun);
        try (RandomAccessFile report = new RandomAccessFile(
                        file.resolveSibling(file.getFileName() + ".report").toFile(), "rw");
                Lines lines = Lines.of(file, feed.dialect())) {
            report.setLength(progress.reported());
            report.seek(progress.reported());
            if (progress.reported() == 0) {
                write(report, "line,answer,place,what\n");
            }
            if (!taken(lines, report, progress, written, stopped)) {
                return false;
            }
            report.getFD().sync();
        }
        Files.deleteIfExists(progressFile);
        return identity().equals(begun);
    }

    private boolean taken(
            Lines lines, RandomAccessFile report, Progress begun, Instant written, BooleanSupplier stopped)
            throws IOException {
        long last = 0;
        int since = 0;
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                last = line.number();
                if (last > begun.line()) {
                    write(report, verdict(line, told(written, last)));
                    if (++since % LINES_BETWEEN_NOTES == 0) {
                        report.getFD().sync();
                        new Progress(last, report.getFilePointer(), begun.file()).write(progressFile);
                    }
                }
            }
        } catch (LineRefused rest) {
            feed.meters().answered(rest.answer(), clock.instant());
            write(report, line(last + 1, rest.answer(), rest.place(), rest.remedy()));
        }
        return true;
    }

    /** What stands further down in a file was told later. */
    private static Instant told(Instant written, long line) {
        return written.plusMillis(line);
    }

    private String identity() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " " + attributes.fileKey();
    }

    private String verdict(Line line, Instant told) {
        long started = System.nanoTime();
        String answer = "AA";
        String verdict;
        try {
            if (line.isCut()) {
                throw LineRefused.tooLong();
            }
            LineTaken taken = taker.take(feed, line.bytes(), told);
            if (!taken.isUsed()) {
                feed.meters().notUsed();
            }
            verdict = line(
                    line.number(),
                    answer,
                    "",
                    taken.isUsed() ? String.join("; ", line.warnings(taken.warnings())) : FileReplays.NOT_USED);
        } catch (LineRefused refused) {
            answer = refused.answer();
            verdict = line(
                    line.number(),
                    answer,
                    refused.place(),
                    String.join("; ", line.warnings(List.of(refused.remedy()))));
            keep(line, told, refused);
        }
        feed.meters().answered(answer, clock.instant());
        feed.meters().took(System.nanoTime() - started);
        return verdict;
    }

    private void keep(Line line, Instant told, LineRefused refused) {
        if (kept++ < MOST_KEPT) {
            refusals.keep(
                    feed,
                    () -> FileReplays.refused(
                            feed, taker, file.getFileName() + "#" + line.number(), line, told, refused));
        }
    }

    private static String line(long line, String answer, String place, String what) {
        return line + "," + answer + "," + place + ",\"" + what.replace("\"", "\"\"") + "\"\n";
    }

    private static void write(RandomAccessFile report, String text) throws IOException {
        report.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
