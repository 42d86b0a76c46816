package org.carecontact.localparts;

import java.util.concurrent.CountDownLatch;

/** Runs one part as the whole of this process: until SIGTERM, then stops it cleanly. */
public final class OwnProcess {

    /** Starts the part. */
    public interface Part {
        AutoCloseable start() throws Exception;
    }

    private OwnProcess() {}

    public static void run(String name, Part part) throws Exception {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "part-logback.xml");
        }
        AutoCloseable running;
        try {
            running = part.start();
        } catch (Exception e) {
            System.err.println(name + " did not start: " + e.getMessage());
            e.printStackTrace(System.err);
            System.exit(1);
            return;
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
    }
}
