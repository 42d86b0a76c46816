package org.carecontact.kernel.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the form in which the problems of a path are written, where it is not RFC 9457's. */
record ProblemForms(List<ProblemForm> all) {

    ProblemForms {
        all = List.copyOf(all);
    }

    Optional<ProblemForm> of(@Nullable String path) {
        return path == null
                ? Optional.empty()
                : all.stream().filter(form -> form.covers(path)).findFirst();
    }
}
