package org.carecontact.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of a command line: {@code --name value}, {@code --name=value} or a bare {@code --flag}. */
public record Options(Map<String, String> values) {

    /** The command line is wrong; the message says how. */
    public static final class Wrong extends RuntimeException {

        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    /** Reads a command line; throws {@link Wrong}. */
    public static Options parse(List<String> arguments, Set<String> withValue, Set<String> flags) {
        Map<String, String> values = new HashMap<>();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (flags.contains(name) && equals < 0) {
                values.put(name, "");
            } else if (!withValue.contains(name)) {
                throw new Wrong("unknown option " + word);
            } else if (equals >= 0) {
                values.put(name, word.substring(equals + 1));
            } else if (rest.isEmpty()) {
                throw new Wrong(name + " needs a value");
            } else {
                values.put(name, rest.removeFirst());
            }
        }
        return new Options(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The number within its limits, inclusive; throws {@link Wrong}. */
    public long number(String name, long otherwise, long least, long most) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw new Wrong("%s must be a number from %d to %d, not %s".formatted(name, least, most, text));
    }
}
