package org.carecontact.sandbox.phones;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.carecontact.localparts.Folders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the newest messages in memory, and every call in a file that is read again at the next start. */
final class Messages implements AutoCloseable {

    private static final int REMEMBERED = 50_000;

    private final JsonMapper json;
    private final Clock clock;
    private final FileChannel file;
    private final Map<String, Message> byKey = new LinkedHashMap<>();
    private final Map<String, SequencedSet<String>> keysByNumber = new LinkedHashMap<>();
    private long received;
    private long duplicates;

    /** One line of the file: one call. */
    private record Call(String id, String key, String system, String to, String text, Instant at) {}

    /** The number of messages, of calls that brought them, and of repeated calls. */
    record Counts(long messages, long calls, long duplicates) {}

    Messages(Path path, JsonMapper json, Clock clock) throws IOException {
        this.json = json;
        this.clock = clock;
        Files.createDirectories(path.toAbsolutePath().getParent());
        if (Files.exists(path)) {
            read(path);
        }
        Folders.createPrivateFile(path);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        // A line cut off by a crash must not swallow the next one.
        if (file.size() > 0) {
            file.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
    }

    /** Returns when the call is in the file. */
    synchronized Message receive(String key, String system, String to, String text) throws IOException {
        Message known = byKey.get(key);
        String id = known == null ? "m%08d".formatted(received + 1) : known.id();
        Call call = new Call(id, key, system, to, text, clock.instant());
        ByteBuffer line = ByteBuffer.wrap((json.writeValueAsString(call) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            file.write(line);
        }
        return remember(call);
    }

    /** Returns the messages for the number, newest last. */
    synchronized List<Message> of(String to, int limit) {
        SequencedSet<String> keys = keysByNumber.getOrDefault(to, new LinkedHashSet<>());
        return newest(keys.reversed().stream().map(byKey::get).toList(), limit);
    }

    /** Returns the messages for all numbers, newest last. */
    synchronized List<Message> all(int limit) {
        return newest(
                ((LinkedHashMap<String, Message>) byKey)
                        .sequencedValues().reversed().stream().limit(limit).toList(),
                limit);
    }

    /** Returns the numbers with messages, the one with the newest message first. */
    synchronized List<String> numbers(int limit) {
        return all(REMEMBERED).reversed().stream()
                .map(Message::to)
                .distinct()
                .limit(limit)
                .toList();
    }

    synchronized Counts counts() {
        return new Counts(received, received + duplicates, duplicates);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static List<Message> newest(List<Message> newestFirst, int limit) {
        return newestFirst.stream().limit(limit).toList().reversed();
    }

    private void read(Path path) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    try {
                        remember(json.readValue(line, Call.class));
                    } catch (JacksonException _) {
                        continue; // Cut off by a crash: its sender got no answer and sends it again.
                    }
                }
            }
        }
    }

    private Message remember(Call call) {
        Message known = byKey.get(call.key());
        if (known != null) {
            duplicates++;
            Message again = known.again();
            byKey.put(call.key(), again);
            return again;
        }
        received++;
        Message message = new Message(call.id(), call.key(), call.system(), call.to(), call.text(), call.at(), 1);
        byKey.put(call.key(), message);
        keysByNumber.computeIfAbsent(call.to(), _ -> new LinkedHashSet<>()).add(call.key());
        if (byKey.size() > REMEMBERED) {
            forget(byKey.values().iterator().next());
        }
        return message;
    }

    private void forget(Message oldest) {
        byKey.remove(oldest.key());
        SequencedSet<String> keys = keysByNumber.get(oldest.to());
        if (keys != null) {
            keys.remove(oldest.key());
            if (keys.isEmpty()) {
                keysByNumber.remove(oldest.to());
            }
        }
    }
}
