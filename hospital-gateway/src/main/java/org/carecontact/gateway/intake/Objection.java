package org.carecontact.gateway.intake;

/** Why a statement was not taken; nothing of it was stored. Each door says it in its own codes. */
public enum Objection {
    /** The sender's id of the message came before with other content. */
    MESSAGE_ID_REUSED,
    /** The visit is another patient's. */
    VISIT_OF_ANOTHER_PATIENT,
    /** There is no such visit to be moved. */
    NO_SUCH_VISIT,
    /** A patient can't be merged into itself. */
    NO_SURVIVOR
}
