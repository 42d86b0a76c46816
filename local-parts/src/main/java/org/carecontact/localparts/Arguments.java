package org.carecontact.localparts;

import java.util.HashMap;
import java.util.Map;

/** The {@code --name value} pairs of a command line. */
public record Arguments(Map<String, String> values) {

    public static Arguments parse(String[] args, String usage) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("usage: " + usage);
        }
        HashMap<String, String> values = new HashMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--")) {
                throw new IllegalArgumentException("usage: " + usage);
            }
            values.put(args[i].substring(2), args[i + 1]);
        }
        return new Arguments(Map.copyOf(values));
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    public int number(String name, int otherwise) {
        return values.containsKey(name) ? number(name) : otherwise;
    }
}
