package org.carecontact.kernel.web.door;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.ProblemAnswers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces the container's own error pages by problems. */
final class ContainerProblems extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ContainerProblems.class);

    private final ProblemAnswers problems;

    ContainerProblems(ProblemAnswers problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = Problem.of(
                switch (status) {
                    case 404 -> "no-such-path";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 408 -> "body-too-slow";
                    case 413 -> "body-too-large";
                    case 415 -> "unsupported-media-type";
                    case 431 -> "headers-too-large";
                    case 501 -> "unknown-method";
                    case 503 -> "unavailable";
                    case 505 -> "unknown-version";
                    default -> status < 500 ? "malformed-request" : "internal";
                });
        try {
            response.setStatus(problem.status());
            problems.answer(request.getRequest(), response.getResponse(), problem);
        } catch (IOException e) {
            log.atDebug().setCause(e).log("the client is gone");
        }
    }
}
