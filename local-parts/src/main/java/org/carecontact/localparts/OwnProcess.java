package org.carecontact.localparts;

import java.util.concurrent.CountDownLatch;

/** Runs one part as the only content of this process, until SIGTERM stops it cleanly. */
public final class OwnProcess {

    /** Starts the part. */
    public interface Part {
        AutoCloseable start() throws Exception;
    }

    private OwnProcess() {}

    /** Starts the part and never returns, unless the start fails: then it returns exit code 1. */
    public static int run(String name, Part part) throws InterruptedException {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "part-logback.xml");
        }
        AutoCloseable running;
        try {
            running = part.start();
        } catch (Exception e) {
            System.err.println(name + " did not start: " + e.getMessage());
            e.printStackTrace(System.err);
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                running.close();
            } catch (Exception e) {
                System.err.println(name + " did not stop cleanly: " + e);
            }
        }));
        System.out.println("ready");
        new CountDownLatch(1).await();
        return 0;
    }
}
