package org.carecontact.kernel.timers;

import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** A collection whose documents have time limits in their field {@code due}. */
public interface Timed {

    MongoCollection<Document> collection();

    /** Fires the document's time limit if it is due. */
    void elapse(String id);
}
