package org.carecontact.policy.documents;

import dev.cel.common.CelIssue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains errors of CEL's compiler in the words of policy documents. */
final class ConditionMessages {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^')]*)\\)?'.*");
    private static final Pattern RESULT = Pattern.compile("expected type 'bool' but found '([^']*)'");
    private static final Pattern SINGLE_EQUALS = Pattern.compile("(?<![=!<>])=(?!=)");

    private ConditionMessages() {}

    static String explain(String text, CelIssue issue) {
        String message = issue.getMessage();
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            return Set.of("all", "exists", "exists_one", "map", "filter", "has", "matches")
                            .contains(name)
                    ? "'" + name + "' is not allowed: a condition has no loops or functions; compare with 'in'"
                    : FactNames.unknown(name);
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            String operator = ConditionReading.OPERATORS.getOrDefault(overload.group(1), overload.group(1));
            return "wrong types: '" + operator + "' does not go with " + plain(overload.group(2))
                    + "; texts stand in quotation marks, numbers and true or false do not";
        }
        Matcher result = RESULT.matcher(message);
        if (result.matches()) {
            return "a condition is true or false, this is a " + plain(result.group(1)) + "; compare it, as with ==";
        }
        if (SINGLE_EQUALS.matcher(text).find()) {
            return "not a condition: equality is written ==, as scene == 'INPATIENT'";
        }
        if (message.contains("recursion")) {
            return "the condition is nested more than " + Expression.DEEPEST + " deep; split the rule";
        }
        return "not a condition; write it as scene == 'INPATIENT' && purpose in ['CHRONIC_CARE', 'FOLLOW_UP_VISIT']";
    }

    private static String plain(String types) {
        return types.replace("list(string)", "a list of texts")
                .replace("list(int)", "a list of numbers")
                .replace("string", "text")
                .replace("int", "number")
                .replace("bool", "true or false")
                .replace(", ", " and ");
    }
}
