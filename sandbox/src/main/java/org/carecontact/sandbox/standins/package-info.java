/** The process that stands in for a hospital's identity provider. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.standins;
