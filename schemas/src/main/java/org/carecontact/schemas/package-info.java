/** Which event types there are, and how a registry learns them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.schemas;
