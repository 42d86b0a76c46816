/** What the services know of the vendors that carry messages and channels: calls, what they came to, accounts. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors;
