@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.channels;
