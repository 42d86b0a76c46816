package org.carecontact.messaging;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.BsonDocument;

/** Counts documents that the server said it wrote: what a flow costs, by the running system's own account. */
final class CountedWrites implements CommandListener {

    private final Counter documents;
    private final Counter commands;

    CountedWrites(MeterRegistry meters) {
        documents = Counter.builder("carecontact.document.writes")
                .description("documents inserted, changed or deleted, as the server reported")
                .register(meters);
        commands = Counter.builder("carecontact.document.write.commands")
                .description("commands that wrote them")
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
