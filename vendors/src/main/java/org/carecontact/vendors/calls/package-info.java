/** What all vendors' clients share: one send per call, what proves that nothing was sent, windows of limits, silence. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendors.calls;
