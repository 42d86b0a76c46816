package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Writes the shape of every query and update into a file, each once, also after a restart. */
final class CommandShapes implements CommandListener {

    private static final Set<String> ASKED_WITHOUT_DATA = Set.of("local", "admin", "config");

    private final Path file;
    private final Set<String> known;

    private CommandShapes(Path file, Set<String> known) {
        this.file = file;
        this.known = known;
    }

    /** Goes on with what the file has; makes it when it is missing. */
    static CommandShapes into(Path file) {
        try {
            return new CommandShapes(
                    file, Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : new HashSet<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void received(String database, String command, Document query) {
        if (!ASKED_WITHOUT_DATA.contains(database)) {
            CommandShape.of(database, command, query).forEach(shape -> note(shape.line()));
        }
    }

    private synchronized void note(String line) {
        if (known.add(line)) {
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
