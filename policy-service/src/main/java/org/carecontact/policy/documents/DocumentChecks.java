package org.carecontact.policy.documents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Checks the documents that people send, on one thread and within limits, so that no document holds up the service. */
@Component
public final class DocumentChecks implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 8;
    private static final int MOST_DOCUMENTS = 20;

    private final Duration longest;
    private final ThreadPoolExecutor pool;

    public DocumentChecks() {
        this(LONGEST, MOST_WAITING);
    }

    DocumentChecks(Duration longest, int mostWaiting) {
        this.longest = longest;
        this.pool = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().name("document-checks").daemon().factory());
    }

    /**
     * Reads and checks documents within one budget.
     *
     * @param file the name that error messages give them
     * @throws PolicyRefused with everything that is wrong, or when the checks take too much
     * @throws ErrorResponseException 503 when too many documents are being checked
     */
    public List<PolicyDocument> parse(String file, List<@Nullable String> texts) {
        if (texts.size() > MOST_DOCUMENTS) {
            throw new PolicyRefused(file + ": " + texts.size() + " documents, at most " + MOST_DOCUMENTS);
        }
        CaseBudget budget = new CaseBudget(file);
        return run(file, () -> {
            List<PolicyDocument> documents = new ArrayList<>();
            for (String text : texts) {
                documents.add(DocumentParser.parse(file, text == null ? "" : text, budget));
            }
            return documents;
        });
    }

    <T> T run(String file, Callable<T> checks) {
        Future<T> running;
        try {
            running = pool.submit(checks);
        } catch (RejectedExecutionException _) {
            throw busy();
        }
        try {
            return running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new PolicyRefused(file + ", line 1: the checks took longer than " + longest.toSeconds()
                    + " seconds and were stopped; let each rule compare fewer facts, or use fewer rules");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PolicyRefused refused -> throw PolicyRefused.of(refused.problems());
                case null, default -> throw new IllegalStateException("the checks of a document failed", e.getCause());
            }
        } finally {
            running.cancel(true);
            pool.purge();
        }
    }

    int waiting() {
        return pool.getQueue().size();
    }

    private static ErrorResponseException busy() {
        ErrorResponseException busy = Problem.of("checks-busy").exception();
        busy.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
        return busy;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
