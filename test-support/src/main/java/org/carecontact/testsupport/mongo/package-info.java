/**
 * A store of documents under mongo-java-server's commands: durable by a journal with group commit, and with indexes
 * that are not only unique ones. One class is public: {@link org.carecontact.testsupport.mongo.MongoEngine}.
 */
@NullMarked
package org.carecontact.testsupport.mongo;

import org.jspecify.annotations.NullMarked;
