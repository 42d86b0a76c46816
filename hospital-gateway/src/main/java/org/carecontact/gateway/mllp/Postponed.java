package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ACK;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

/**
 * Makes HAPI's server hand on every text unparsed. When its own parser throws, HAPI logs the content, and after an
 * unchecked exception it does not answer.
 */
final class Postponed extends PipeParser {

    Postponed() {
        super(context());
    }

    private static HapiContext context() {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context;
    }

    @Override
    public Message parse(String text) {
        return new ACK();
    }

    @Override
    public String getEncoding(String text) {
        return getDefaultEncoding();
    }

    /** Incoming text is always a message, never an answer to one of ours. */
    @Override
    @SuppressWarnings("NullAway") // HAPI's way to say that there is none
    public String getAckID(String text) {
        return null;
    }
}
