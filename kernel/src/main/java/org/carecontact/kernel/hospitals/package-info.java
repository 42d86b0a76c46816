/** What a hospital's folder says of the hospital itself; its feeds, policies and forms are read by their services. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.hospitals;
