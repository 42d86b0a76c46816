/** Parts for Apicurio's serializers, which the defaults name; with other serializers nothing here is loaded. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.codec.apicurio;
