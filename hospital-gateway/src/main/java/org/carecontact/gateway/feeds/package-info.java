/** The feeds of all hospitals: their files, which may change while they run, and what opens and closes their doors. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.feeds;
