package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.bson.Document;

/** Hears about every command before it is carried out. */
interface CommandListener {

    CommandListener NONE = (_, _, _) -> {};

    void received(String database, String command, Document query);
}
