/**
 * A store of documents under mongo-java-server's commands: durable by a journal with group commit, and with indexes
 * that are not only unique ones. One class is public: {@link org.carecontact.localparts.mongo.MongoEngine}.
 */
@NullMarked
package org.carecontact.localparts.mongo;

import org.jspecify.annotations.NullMarked;
