package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.function.Predicate;

/** The answer to explain at the verbosity executionStats, as far as MongoDB's manual names its fields for every version. */
final class Explanation {

    private Explanation() {}

    /** Of a question for the values that an index begins with. */
    static Document ofValues(SortedIndex index) {
        int keys = index.firstValues().size();
        return explanation(stage("DISTINCT_SCAN", index), keys, 0, keys);
    }

    /** Looks at the documents as the question's command would. */
    static Document of(Question question, Plan plan, Predicate<Slot> matches) {
        boolean stops = question.limit() > 0 && (plan.ordered() || question.sort() == null);
        int examined = 0;
        int found = 0;
        while (plan.slots().hasNext() && !(stops && found == question.limit())) {
            examined++;
            if (matches.test(plan.slots().next())) {
                found++;
            }
        }
        OwnIndex index = plan.index();
        Document fetch = index == null
                ? new Document("stage", "COLLSCAN")
                : new Document("stage", "FETCH").append("inputStage", stage("IXSCAN", index));
        return explanation(
                question.sort() == null || plan.ordered()
                        ? fetch
                        : new Document("stage", "SORT").append("inputStage", fetch),
                index == null ? 0 : examined,
                examined,
                question.limit() > 0 ? Math.min(found, question.limit()) : found);
    }

    private static Document stage(String name, OwnIndex index) {
        Document pattern = new Document();
        index.getKeys().forEach(key -> pattern.append(key.getKey(), key.isAscending() ? 1 : -1));
        return new Document("stage", name).append("keyPattern", pattern).append("indexName", index.getName());
    }

    private static Document explanation(Document winningPlan, int keys, int documents, int returned) {
        return new Document("queryPlanner", new Document("winningPlan", winningPlan))
                .append(
                        "executionStats",
                        new Document("executionSuccess", true)
                                .append("nReturned", returned)
                                .append("totalKeysExamined", keys)
                                .append("totalDocsExamined", documents));
    }
}
