/** The hospitals' side of their feeds: one sender for each protocol. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.feeds;
