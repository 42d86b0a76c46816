package org.carecontact.localparts;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one started and stops again.
 *
 * @param patience how long it may take to stop by itself
 */
public record ChildProcess(Process process, Duration patience) implements AutoCloseable {

    /** Sends SIGKILL and returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Sends SIGTERM, and SIGKILL when the patience is over. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
