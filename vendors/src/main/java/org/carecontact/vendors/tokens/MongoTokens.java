package org.carecontact.vendors.tokens;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import org.carecontact.kernel.keys.Seal;

/** The tokens of all accounts in one collection, {@code vendorTokens}. */
public final class MongoTokens {

    /**
     * @param database shared by all instances
     * @param seal of the installation
     */
    public MongoTokens(MongoDatabase database, Seal seal, Clock clock) {}
}
