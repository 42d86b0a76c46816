/** Where request-service starts; its rooms lie below. */
@org.jspecify.annotations.NullMarked
package org.carecontact.request;
