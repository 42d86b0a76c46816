/** Folders of hospitals: those of the samples, and what is done to put one into an installation. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.hospitals;
