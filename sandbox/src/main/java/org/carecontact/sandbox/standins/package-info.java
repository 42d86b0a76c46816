/** The process that stands in for a hospital's identity provider and for the telephones. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.standins;
