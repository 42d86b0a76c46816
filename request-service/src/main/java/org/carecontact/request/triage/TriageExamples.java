package org.carecontact.request.triage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;
import org.carecontact.request.domain.Grade;
import org.springframework.core.io.Resource;

/**
 * What the rules have no words for is an emergency where it reads like the examples of emergencies rather than like the
 * others. Learnt from labelled sentences at the start, by maximum entropy over runs of one to three characters of
 * what the rules did not see denied, the same each time. It never lowers a grade of the rules.
 */
final class TriageExamples implements Grader {

    private static final String EMERGENCY = "EMERGENCY";
    private static final String OTHER = "OTHER";
    private static final int LONGEST_RUN = 3;

    private final MaxentModel model;
    private final TriageRules rules;

    /**
     * Learns.
     *
     * @param examples lines of {@code GRADE|text}; those that begin with # are comments
     * @throws IllegalArgumentException when a line is none, or when there are not both emergencies and others
     */
    TriageExamples(Resource examples, TriageRules rules) {
        this.rules = rules;
        TrainingParameters how = new TrainingParameters();
        how.put(TrainingParameters.ALGORITHM_PARAM, "MAXENT_QN");
        how.put(TrainingParameters.CUTOFF_PARAM, 2);
        how.put("L1Cost", 0.0);
        how.put("L2Cost", 1.0);
        try {
            List<Event> events = examples.getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(this::event)
                    .toList();
            if (events.stream().map(Event::getOutcome).distinct().count() < 2) {
                throw new IllegalArgumentException("the examples of triage need emergencies and others");
            }
            model = TrainerFactory.getEventTrainer(how, new HashMap<>())
                    .train(ObjectStreamUtils.createObjectStream(events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Grade grade(String need) {
        Grade byRules = rules.grade(need);
        return byRules != Grade.EMERGENCY && likelyEmergency(need) ? Grade.EMERGENCY : byRules;
    }

    private boolean likelyEmergency(String need) {
        double[] likelihoods = model.eval(runs(need));
        return likelihoods[model.getIndex(EMERGENCY)] > likelihoods[model.getIndex(OTHER)];
    }

    private Event event(String line) {
        String[] parts = line.split("\\|", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("an example of triage is no GRADE|text: " + line);
        }
        return new Event(Grade.valueOf(parts[0]) == Grade.EMERGENCY ? EMERGENCY : OTHER, runs(parts[1]));
    }

    private String[] runs(String text) {
        String plain = rules.withoutDenied(text);
        Set<String> runs = new LinkedHashSet<>();
        for (int length = 1; length <= LONGEST_RUN; length++) {
            for (int from = 0; from + length <= plain.length(); from++) {
                runs.add(plain.substring(from, from + length));
            }
        }
        return runs.toArray(String[]::new);
    }
}
