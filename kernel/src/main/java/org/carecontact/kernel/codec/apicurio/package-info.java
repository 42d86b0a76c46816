/** What the defaults name for Apicurio's serializers; with other serializers nothing here is loaded. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.codec.apicurio;
