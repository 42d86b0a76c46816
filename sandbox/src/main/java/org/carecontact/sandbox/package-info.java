/** The whole of CareContact on one machine, and the commands that run it. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox;
