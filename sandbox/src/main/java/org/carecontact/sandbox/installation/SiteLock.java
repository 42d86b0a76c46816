package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.carecontact.localparts.Folders;

/** The lock that keeps a second supervisor away from a site. */
final class SiteLock implements AutoCloseable {

    private final FileChannel channel;

    private SiteLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the site's folder, which only its owner can enter, and locks it.
     *
     * @throws StartFailed when another supervisor holds it
     */
    static SiteLock of(Site site) {
        try {
            Folders.createPrivate(site.home());
            FileChannel channel =
                    FileChannel.open(site.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new SiteLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String holder = KnownProcess.find(site, Installation.SUPERVISOR)
                .map(known -> " as process " + known.handle().pid())
                .orElse("");
        throw StartFailed.inTheWay(
                "CareContact (%s) is running already%s; ./carecontact down stops it".formatted(site.name(), holder));
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // This very JVM has it.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
