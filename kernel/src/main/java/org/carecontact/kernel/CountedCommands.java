package org.carecontact.kernel;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.BsonDocument;
import org.carecontact.schemas.Metric;

/** Counts what the server said it wrote, and how often it was asked: what a flow costs, by the system's own account. */
final class CountedCommands implements CommandListener {

    private final Counter documents;
    private final Counter commands;
    private final Counter queries;

    CountedCommands(MeterRegistry meters) {
        documents = Counter.builder(Metric.DOCUMENT_WRITES.id())
                .description(Metric.DOCUMENT_WRITES.description())
                .register(meters);
        commands = Counter.builder(Metric.DOCUMENT_WRITE_COMMANDS.id())
                .description(Metric.DOCUMENT_WRITE_COMMANDS.description())
                .register(meters);
        queries = Counter.builder(Metric.DOCUMENT_QUERIES.id())
                .description(Metric.DOCUMENT_QUERIES.description())
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
