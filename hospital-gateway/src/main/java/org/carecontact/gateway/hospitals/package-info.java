/** What the hospitals' folders say of the hospitals themselves: their departments. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.hospitals;
