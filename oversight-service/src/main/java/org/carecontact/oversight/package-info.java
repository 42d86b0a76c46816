/** The ledger of all events, cases as timelines, and the figures beside their seed baseline. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight;
