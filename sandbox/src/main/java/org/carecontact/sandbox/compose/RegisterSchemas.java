package org.carecontact.sandbox.compose;

import java.io.IOException;
import org.carecontact.schemas.EventTypes;

/** Registers every event type at the registry whose Confluent API is the one argument. */
final class RegisterSchemas {

    private RegisterSchemas() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: RegisterSchemas http://registry:8080/apis/ccompat/v7");
        }
        EventTypes.register(args[0]);
        System.out.println(EventTypes.all().size() + " schemas are registered");
    }
}
