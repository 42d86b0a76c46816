/** Starts request-service; its rooms lie below. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request;
