package org.carecontact.consent.forms;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.carecontact.consent.forms.SignedConsents.Round;
import org.carecontact.consent.forms.domain.Asking;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormCommand.EndAsking;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has everybody asked anew who signed a form that has another meaning now: in rounds, so that no hospital waits for
 * another. The form's document says what is left, and its time limit takes up what a crash left.
 */
final class MeaningChanges implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MeaningChanges.class);
    private static final int A_ROUND = 500;

    private record Task(String hospital, String form, DocumentKind kind, Asking asking) {}

    private final SignedConsents consents;
    private final Clock clock;
    private final Set<Task> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("meaning-changes").daemon().factory());

    MeaningChanges(SignedConsents consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    /** Takes up what the form has left to ask; returns at once. */
    void take(
            Documents<FormCommand, Form, FormEvent, FormRejection> forms,
            String hospital,
            String form,
            List<Asking> left) {
        DocumentKind kind = Forms.kind(form.substring(hospital.length() + 1)).orElseThrow();
        left.forEach(asking -> take(forms, new Task(hospital, form, kind, asking)));
    }

    private void take(Documents<FormCommand, Form, FormEvent, FormRejection> forms, Task task) {
        if (!waiting.add(task)) {
            return;
        }
        try {
            executor.execute(() -> {
                waiting.remove(task);
                ask(forms, task);
            });
        } catch (RejectedExecutionException e) {
            waiting.remove(task); // this process stops
        }
    }

    private void ask(Documents<FormCommand, Form, FormEvent, FormRejection> forms, Task task) {
        try {
            Asking asking = task.asking();
            Round round = consents.askAnew(task.hospital(), task.kind(), asking.language(), asking.version(), A_ROUND);
            switch (round) {
                case TO_BE_CONTINUED -> take(forms, task); // behind the others
                case SOME_FAILED -> {} // until the time limit
                case COMPLETE -> {
                    // Before, a signature under the former version could still be on its way.
                    if (!clock.instant().isBefore(asking.settledAt())) {
                        Reply<Form, FormRejection> _ =
                                forms.handle(task.hospital(), task.form(), new EndAsking(asking.version()));
                    }
                }
            }
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("asking anew waits for its time limit");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
