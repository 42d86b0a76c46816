/** Which accounts, applications and templates the vendors know, and where they push to. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.settings;
