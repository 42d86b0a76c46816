package org.carecontact.kernel;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.BsonDocument;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.schemas.Metric;

/** Counts documents written and commands sent, as the Mongo server reports them. */
final class CountedCommands implements CommandListener {

    private final Counter documents;
    private final Counter commands;
    private final Counter queries;

    CountedCommands(MeterRegistry meters) {
        documents = Metrics.counter(meters, Metric.DOCUMENT_WRITES);
        commands = Metrics.counter(meters, Metric.DOCUMENT_WRITE_COMMANDS);
        queries = Metrics.counter(meters, Metric.DOCUMENT_QUERIES);
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
