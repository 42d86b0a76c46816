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
import org.springframework.core.io.Resource;

/**
 * Raises a text to an emergency if it resembles the labelled emergencies more than the other examples. It learns at the
 * start, by maximum entropy over short runs of characters that the rules did not see denied, and never lowers a grade.
 */
final class TriageExamples implements Grader {

    private static final String EMERGENCY = "EMERGENCY";
    private static final String OTHER = "OTHER";
    private static final int LONGEST_RUN = 3;
    private static final int LONGEST_PIECE = 500;

    private final MaxentModel model;
    private final TriageRules rules;

    /**
     * Learns from the examples.
     *
     * @param examples lines of {@code GRADE|text}; those that begin with # are comments
     * @throws IllegalArgumentException when a line has another form, or when emergencies or others are missing
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
        TriageReading reading = rules.read(need);
        Grade byRules = reading.grade();
        return byRules != Grade.EMERGENCY && likelyEmergency(reading.withoutDenied()) ? Grade.EMERGENCY : byRules;
    }

    /** Reads a long text piece by piece: one sentence must not be drowned by many others. */
    private boolean likelyEmergency(String plain) {
        for (int from = 0; from == 0 || from < plain.length(); from += LONGEST_PIECE) {
            String piece = plain.substring(from, Math.min(plain.length(), from + LONGEST_PIECE));
            double[] likelihoods = model.eval(runs(piece));
            if (likelihoods[model.getIndex(EMERGENCY)] > likelihoods[model.getIndex(OTHER)]) {
                return true;
            }
        }
        return false;
    }

    private Event event(String line) {
        String[] parts = line.split("\\|", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("an example of triage is no GRADE|text: " + line);
        }
        return new Event(
                Grade.valueOf(parts[0]) == Grade.EMERGENCY ? EMERGENCY : OTHER,
                runs(rules.read(parts[1]).withoutDenied()));
    }

    private static String[] runs(String plain) {
        Set<String> runs = new LinkedHashSet<>();
        for (int length = 1; length <= LONGEST_RUN; length++) {
            for (int from = 0; from + length <= plain.length(); from++) {
                runs.add(plain.substring(from, from + length));
            }
        }
        return runs.toArray(String[]::new);
    }
}
