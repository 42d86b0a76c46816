package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.ValueComparator;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** MongoDB's order of values, and of lists of them with marks below and above every value. */
final class Order {

    static final Object LOW = new Object();
    static final Object HIGH = new Object();

    static final Comparator<Object> VALUES = Order::compareValues;

    /** Lists of values, compared from the left. */
    static final Comparator<@Nullable Object[]> ENTRIES = Order::compareEntries;

    private static final Comparator<Object> ANY = ValueComparator.ascWithoutListHandling();

    private Order() {}

    private static int compareEntries(@Nullable Object[] a, @Nullable Object[] b) {
        int common = Math.min(a.length, b.length);
        for (int i = 0; i < common; i++) {
            int order = compareValues(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    @SuppressWarnings({"ReferenceEquality", "NullAway"}) // the comparator of mongo-java-server sorts nulls, too
    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return 0;
        }
        if (a == LOW || b == HIGH) {
            return -1;
        }
        if (a == HIGH || b == LOW) {
            return 1;
        }
        return a instanceof String x && b instanceof String y ? x.compareTo(y) : ANY.compare(a, b);
    }
}
