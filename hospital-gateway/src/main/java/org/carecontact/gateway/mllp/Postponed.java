package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ACK;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

/**
 * Lets HAPI's server hand every text on unread: when its own parser throws, HAPI logs the content, and after an
 * unchecked exception it answers nothing at all.
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

    /** Whatever comes in is a message, never an answer to one of ours. */
    @Override
    @SuppressWarnings("NullAway") // HAPI's way to say that there is none
    public String getAckID(String text) {
        return null;
    }
}
