/** What people and rehearsals do, by pages or by JSON. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.acts;
