/**
 * The Mongo server of one machine: mongo-java-server's commands over a store of our own, with a journal, group commit
 * and indexes that need not be unique. {@link org.carecontact.localparts.mongo.MongoServer} starts it.
 */
@NullMarked
package org.carecontact.localparts.mongo;

import org.jspecify.annotations.NullMarked;
