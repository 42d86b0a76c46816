package org.carecontact.feedcli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Puts files into the folder that a feed watches, whole or not at all, and tells how far the gateway is with them until each
 * line has its verdict.
 */
final class FeedFolder {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Duration TELL_EVERY = Duration.ofSeconds(2);
    private static final int BAR = 30;
    private static final int BUFFER = 64 * 1024;
    /** Of the lines that are refused; all of them are in the report. */
    private static final int MOST_SHOWN = 100;

    /** Why a file is not taken, in one line. */
    static final class NotLoaded extends Exception {
        private static final long serialVersionUID = 1L;

        NotLoaded(String why) {
            super(why, null, false, false);
        }
    }

    private final Path folder;
    private final String ending;
    private final Duration within;
    private final boolean isTerminal;
    private final PrintStream out;

    /**
     * A folder.
     *
     * @param ending of the files that are taken there, as .csv
     * @param within how long nothing may happen to a file before it is given up
     * @param isTerminal whether a line may be written over
     */
    FeedFolder(Path folder, String ending, Duration within, boolean isTerminal, PrintStream out) {
        this.folder = folder;
        this.ending = ending;
        this.within = within;
        this.isTerminal = isTerminal;
        this.out = out;
    }

    /** Refuses what can't be loaded, before anything is. */
    void mustTake(Path file) throws NotLoaded {
        String name = file.getFileName().toString();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new NotLoaded(
                    "the folder " + folder + " can't be written to: load runs on the machine where hospital-gateway"
                            + " watches it, and after it has opened the feed");
        }
        if (!name.endsWith(ending) || name.equals(ending)) {
            throw new NotLoaded(name + " is not called NAME" + ending + ", as this feed's files are");
        }
        if (Files.exists(beside(name, ".done"))) {
            throw new NotLoaded("a file called " + name + " is being read");
        }
    }

    /** Returns whether every line was taken. */
    boolean load(Path file) throws IOException, InterruptedException, NotLoaded {
        String name = file.getFileName().toString();
        long lines = put(file, name);
        follow(name, lines);
        return told(name);
    }

    private Path beside(String name, String more) {
        return folder.resolve(name + more);
    }

    /** Copies it under another name first, so that nobody reads half of it; returns how many lines it has. */
    private long put(Path file, String name) throws IOException, NotLoaded {
        Path draft = folder.resolve("." + name + ".part");
        try {
            Files.createFile(draft);
        } catch (FileAlreadyExistsException _) {
            throw new NotLoaded("a file called " + name + " is being loaded; if not, remove " + draft);
        }
        try {
            long lines = copy(file, draft);
            mustTake(file);
            // The gateway may be another user of the same group.
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r-----"));
            }
            Files.deleteIfExists(beside(name, ".taken"));
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Files.createFile(beside(name, ".done"));
            return lines;
        } catch (FileAlreadyExistsException _) {
            throw new NotLoaded("a file called " + name + " is being read");
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static long copy(Path from, Path to) throws IOException {
        long lines = 0;
        int last = '\n';
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from), BUFFER);
                OutputStream written = Files.newOutputStream(to)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                last = length > 0 ? buffer[length - 1] : last;
                written.write(buffer, 0, length);
            }
        }
        return last == '\n' ? lines : lines + 1;
    }

    private void follow(String name, long lines) throws InterruptedException, NotLoaded {
        long begun = System.nanoTime();
        long movedAt = begun;
        long toldAt = begun;
        long done = 0;
        while (!Files.exists(beside(name, ".taken"))) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            long now = System.nanoTime();
            long line = noted(name);
            if (line > done) {
                done = line;
                movedAt = now;
            }
            if (now - movedAt > within.toNanos()) {
                end();
                throw new NotLoaded(
                        done == 0
                                ? "nobody has begun to read " + name + " for " + within.toSeconds()
                                        + " s: is hospital-gateway up, and does GET /feeds show this feed? It stays in the folder"
                                : name + " stands at line " + done + " for " + within.toSeconds()
                                        + " s: the store may be away. It stays in the folder and goes on later");
            }
            if (isTerminal || now - toldAt > TELL_EVERY.toNanos()) {
                toldAt = now;
                tell(name, done, lines, now - begun);
            }
        }
        end();
    }

    /** The last line that is noted; 0 before the first note, and between the last and the end. */
    private long noted(String name) {
        try {
            return Long.parseLong(
                    Files.readString(beside(name, ".progress")).strip().split(" ", 2)[0]);
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    private void tell(String name, long done, long lines, long nanos) {
        long each = nanos == 0 ? 0 : done * Duration.ofSeconds(1).toNanos() / nanos;
        String rate = done + " of " + lines + " lines, " + each + " a second";
        if (!isTerminal) {
            out.println(name + ": " + rate);
            return;
        }
        int full = lines == 0 ? 0 : (int) (BAR * Math.min(done, lines) / lines);
        out.print("\r" + name + " [" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + rate + "   ");
        out.flush();
    }

    private void end() {
        if (isTerminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    private boolean told(String name) throws IOException, NotLoaded {
        long taken = 0;
        long notUsed = 0;
        long warned = 0;
        long refused = 0;
        Path report = beside(name, ".report");
        try (BufferedReader in = Files.newBufferedReader(report);
                CSVParser verdicts = CSVFormat.RFC4180.parse(in)) {
            Iterator<CSVRecord> rows = verdicts.iterator();
            rows.next();
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                if (row.get(1).equals("AA")) {
                    taken++;
                    notUsed += row.get(3).equals("Not used") ? 1 : 0;
                    warned += row.get(3).isEmpty() || row.get(3).equals("Not used") ? 0 : 1;
                } else if (++refused <= MOST_SHOWN) {
                    String place = row.get(2).isEmpty() ? "" : row.get(2) + ": ";
                    out.println(String.join("  ", name + "#" + row.get(0), row.get(1), place + row.get(3)));
                }
            }
        } catch (NoSuchFileException _) {
            throw new NotLoaded("the report " + report + " is not there");
        }
        if (refused > MOST_SHOWN) {
            out.println("… and " + (refused - MOST_SHOWN) + " more, in " + report);
        }
        out.println("%s: %d lines: %d taken (%d not used, %d with warnings), %d refused"
                .formatted(name, taken + refused, taken, notUsed, warned, refused));
        return refused == 0;
    }
}
