package org.carecontact.oversight.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Every way to change one thing in a stored document, its id apart. */
final class Tampering {

    private Tampering() {}

    static List<Document> with(Document honest) {
        List<Document> forged = new ArrayList<>();
        for (Object one : changes(honest)) {
            Document document = (Document) one;
            if (java.util.Objects.equals(honest.get("_id"), document.get("_id"))) {
                forged.add(document);
            }
        }
        return forged;
    }

    private static List<Object> changes(Object honest) {
        List<Object> changes = new ArrayList<>();
        switch (honest) {
            case Document document -> {
                for (String field : document.keySet()) {
                    Document without = new Document(document);
                    without.remove(field);
                    changes.add(without);
                    for (Object value : changes(document.get(field))) {
                        changes.add(new Document(document).append(field, value));
                    }
                }
                changes.add(new Document(document).append("more", "x"));
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    List<Object> without = new ArrayList<>(list);
                    without.remove(i);
                    changes.add(without);
                    List<Object> twice = new ArrayList<>(list);
                    twice.add(list.get(i));
                    changes.add(twice);
                    for (Object value : changes(list.get(i))) {
                        List<Object> with = new ArrayList<>(list);
                        with.set(i, value);
                        changes.add(with);
                    }
                }
                if (list.size() > 1) {
                    changes.add(new ArrayList<Object>(list).reversed());
                }
            }
            case String text -> {
                changes.add(text + "x");
                changes.add("");
                changes.add((text.startsWith("0") ? "1" : "0") + text.substring(1));
            }
            case Long number -> changes.add(number + 1);
            case Integer number -> changes.add(number + 1);
            case Instant time -> changes.add(time.plusMillis(1));
            default -> throw new IllegalArgumentException("cannot change " + honest.getClass());
        }
        return changes;
    }
}
