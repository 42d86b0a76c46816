/** Misbehaviour on order. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.faults;
