/** HTTP ports of feeds, for every protocol that is spoken over HTTP: who may send, how much, and how slowly. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.http;
