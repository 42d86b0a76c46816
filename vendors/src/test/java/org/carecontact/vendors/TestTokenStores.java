package org.carecontact.vendors;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.testsupport.Installation;
import org.carecontact.vendors.tokens.MongoTokens;

/** Token storages on the local Mongo server; those of one database are instances of one service. */
public final class TestTokenStores {

    public static final Seal SEAL = new Seal(new byte[32]);

    private TestTokenStores() {}

    /** A storage with a database of its own. */
    public static MongoTokens fresh() {
        return of(database(freshUri()), Clock.systemUTC());
    }

    public static MongoTokens of(MongoDatabase database, Clock clock) {
        return new MongoTokens(database, SEAL, clock);
    }

    public static String freshUri() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return Installation.shared().mongoUri(name);
    }

    /** A connection of its own. */
    public static MongoDatabase database(String uri) {
        ConnectionString address = new ConnectionString(uri);
        MongoClient client = MongoClients.create(address);
        return client.getDatabase(Objects.requireNonNull(address.getDatabase()));
    }
}
