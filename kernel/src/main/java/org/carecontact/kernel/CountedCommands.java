package org.carecontact.kernel;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.BsonDocument;

/** Counts what the server said it wrote, and how often it was asked: what a flow costs, by the system's own account. */
final class CountedCommands implements CommandListener {

    private final Counter documents;
    private final Counter commands;
    private final Counter queries;

    CountedCommands(MeterRegistry meters) {
        documents = Counter.builder("carecontact.document.writes")
                .description("documents inserted, changed or deleted, as the server reported")
                .register(meters);
        commands = Counter.builder("carecontact.document.write.commands")
                .description("commands that wrote them")
                .register(meters);
        queries = Counter.builder("carecontact.document.queries")
                .description("commands that read documents")
                .register(meters);
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        BsonDocument response = event.getResponse();
        switch (event.getCommandName()) {
            case "insert", "delete" -> written(number(response, "n"));
            case "update" -> {
                int upserted = response.isArray("upserted")
                        ? response.getArray("upserted").size()
                        : 0;
                written(number(response, "nModified") + upserted);
            }
            case "findAndModify" -> written(1);
            case "find" -> queries.increment();
            default -> {}
        }
    }

    private void written(double number) {
        documents.increment(number);
        commands.increment();
    }

    private static double number(BsonDocument response, String name) {
        return response.isNumber(name) ? response.getNumber(name).doubleValue() : 0;
    }
}
