@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.files;
