package org.carecontact.localparts.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes in the order in which they were made, in files of which the oldest is emptied and deleted when more than
 * half is garbage. What it calls durable survives the process being killed; not a loss of power, for which every
 * commit would have to wait for the disk.
 */
// Longer than 300 lines: writing, group commit, recovery and compaction share one set of invariants.
final class Journal implements AutoCloseable {

    /** Hears when all earlier changes are durable, or why they never will be. */
    interface Waiter {
        void done(@Nullable IOException failure);
    }

    private record Pending(
            ByteBuffer bytes, int offsetOfValue, @Nullable Slot slot, boolean cache) {}

    private record Waiting(long until, Waiter waiter) {}

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int BUFFER = 256 << 10;

    private final Path folder;
    private final FileLock folderLock;
    private final long cacheLimit;
    private final long segmentLimit;
    private final Supplier<List<JournalRecord>> names;
    private final ConcurrentSkipListMap<Integer, Segment> segments = new ConcurrentSkipListMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /** The lock of the thread that writes now; the others leave their changes to it. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Object lock = new Object();
    private List<Pending> pending = new ArrayList<>();
    private long appended;
    private volatile boolean closing;
    private @Nullable IOException failure;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private volatile long durable;
    private final AtomicLong size = new AtomicLong();

    // Used only by the thread that holds the lock.
    private final ArrayDeque<Slot> cached = new ArrayDeque<>();
    private long cachedBytes;

    /** @param names one record for each map: what a new file begins with, so that older files can be deleted */
    Journal(Path folder, long cacheLimit, long segmentLimit, Supplier<List<JournalRecord>> names) throws IOException {
        Files.createDirectories(folder);
        this.folder = folder;
        this.cacheLimit = cacheLimit;
        this.segmentLimit = segmentLimit;
        this.names = names;
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.folderLock = lock(lockFile);
    }

    private FileLock lock(FileChannel lockFile) throws IOException {
        FileLock held = null;
        try {
            held = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            log.debug("held in this process", e);
        }
        if (held == null) {
            lockFile.close();
            throw new IOException("another server uses " + folder);
        }
        return held;
    }

    /** Shows all earlier records to the reader, the oldest first, and begins to accept more. */
    void open(Consumer<ReplayedRecord> reader) throws IOException {
        List<Integer> ids;
        try (Stream<Path> files = Files.list(folder)) {
            ids = files.map(Segment::idOf).filter(Objects::nonNull).sorted().toList();
        }
        for (Integer id : ids) {
            Segment segment = Segment.open(folder, id);
            long end = segment.replay((change, offset) -> reader.accept(new ReplayedRecord(change, id, offset)));
            if (end < segment.size()) {
                if (!id.equals(ids.getLast())) {
                    throw new IOException("%s is damaged at byte %d".formatted(segment, end));
                }
                log.warn("{} ended in an unfinished record: dropped {} bytes", segment, segment.size() - end);
                segment.truncate(end);
            }
            segments.put(id, segment);
            size.addAndGet(segment.size());
        }
        begin(ids.isEmpty() ? 1 : ids.getLast() + 1);
    }

    /** A record that was found, with its file and its place there. */
    record ReplayedRecord(JournalRecord change, int segment, int offset) {
        Slot slot() {
            return new Slot(change.value().length, segment, offset + change.offsetOfValue());
        }
    }

    /** Takes the change and returns its number. A caller for the same map and key has to hold that map's lock. */
    long append(JournalRecord change, @Nullable Slot slot, boolean cache) {
        Pending entry = new Pending(change.encode(), change.offsetOfValue(), slot, cache);
        synchronized (lock) {
            if (failure != null || closing) {
                throw new IllegalStateException("the journal takes no more changes", failure);
            }
            pending.add(entry);
            return ++appended;
        }
    }

    long appended() {
        synchronized (lock) {
            return appended;
        }
    }

    boolean isDurable(long number) {
        return number <= durable;
    }

    /** Calls the waiter after a later {@link #commit()}, or at once when there is nothing to wait for. */
    void whenDurable(long number, Waiter waiter) {
        IOException failed;
        synchronized (lock) {
            failed = failure;
            if (failed == null && !isDurable(number)) {
                waiting.add(new Waiting(number, waiter));
                return;
            }
        }
        waiter.done(isDurable(number) ? null : failed);
    }

    /** Makes all appended changes durable; if another thread is doing it, that thread goes on with these. */
    void commit() {
        while (hasWork() && turn.tryLock()) {
            try {
                round();
            } finally {
                turn.unlock();
            }
        }
    }

    byte[] read(Slot slot) {
        while (true) {
            byte[] bytes = slot.cached();
            if (bytes != null) {
                return bytes;
            }
            long place = slot.place();
            Segment segment = segments.get(Slot.segmentOf(place));
            try {
                if (segment != null) {
                    return segment.read(Slot.offsetOf(place), slot.length);
                }
            } catch (ClosedChannelException e) {
                if (closing) {
                    throw new UncheckedIOException(e);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // The file was emptied and deleted meanwhile: the document is in another file now.
            if (slot.cached() == null && slot.place() == place) {
                throw new IllegalStateException("no file of the journal holds the document");
            }
        }
    }

    long size() {
        return size.get();
    }

    /** Returns the oldest file that is no longer written to. */
    @Nullable
    Segment oldest() {
        Map.Entry<Integer, Segment> oldest = segments.firstEntry();
        return oldest.getKey().equals(segments.lastKey()) ? null : oldest.getValue();
    }

    void delete(Segment emptied) throws IOException {
        segments.remove(emptied.id);
        size.addAndGet(-emptied.size());
        emptied.delete();
    }

    /** Writes the appended changes, then closes the files. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closing = true;
        }
        turn.lock();
        try {
            if (hasWork()) {
                round();
            }
            for (Segment segment : segments.values()) {
                segment.close();
            }
        } finally {
            turn.unlock();
            folderLock.acquiredBy().close();
        }
    }

    private boolean hasWork() {
        synchronized (lock) {
            return failure == null && !(pending.isEmpty() && waiting.isEmpty());
        }
    }

    private void round() {
        List<Pending> batch;
        long upTo;
        synchronized (lock) {
            batch = pending;
            pending = new ArrayList<>();
            upTo = appended;
        }
        IOException problem = null;
        try {
            write(batch);
            durable = upTo;
        } catch (IOException e) {
            log.error("the journal cannot be written", e);
            problem = e;
        }
        release(problem);
    }

    private void release(@Nullable IOException problem) {
        List<Waiter> ready = new ArrayList<>();
        synchronized (lock) {
            failure = problem;
            for (Iterator<Waiting> i = waiting.iterator(); i.hasNext(); ) {
                Waiting one = i.next();
                if (problem != null || isDurable(one.until)) {
                    ready.add(one.waiter);
                    i.remove();
                }
            }
        }
        for (Waiter waiter : ready) {
            waiter.done(problem);
        }
    }

    private void write(List<Pending> batch) throws IOException {
        Segment segment = segments.lastEntry().getValue();
        if (segment.size() > segmentLimit) {
            segment = begin(segment.id + 1);
        }
        long offset = segment.size();
        buffer.clear();
        for (Pending one : batch) {
            if (one.bytes.remaining() > buffer.remaining()) {
                segment.append(buffer.flip());
                buffer.clear();
            }
            if (one.bytes.remaining() > buffer.remaining()) {
                segment.append(one.bytes.duplicate());
            } else {
                buffer.put(one.bytes.duplicate());
            }
        }
        segment.append(buffer.flip());
        size.addAndGet(segment.size() - offset);
        for (Pending one : batch) {
            if (one.slot != null) {
                one.slot.storedAt(segment.id, (int) offset + one.offsetOfValue);
                keep(one.slot, one.cache);
            }
            offset += one.bytes.remaining();
        }
    }

    /** The newest documents are the next to be read: they stay in memory as long as there is room. */
    private void keep(Slot slot, boolean cache) {
        if (!cache) {
            slot.uncache();
            return;
        }
        cached.add(slot);
        cachedBytes += slot.weight();
        while (cachedBytes > cacheLimit) {
            Slot oldest = cached.remove();
            cachedBytes -= oldest.weight();
            oldest.uncache();
        }
    }

    private Segment begin(int id) throws IOException {
        Segment segment = Segment.open(folder, id);
        for (JournalRecord name : names.get()) {
            segment.append(name.encode());
        }
        segments.put(id, segment);
        size.addAndGet(segment.size());
        return segment;
    }
}
