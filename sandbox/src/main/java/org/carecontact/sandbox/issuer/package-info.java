/** The OpenID issuer of the sandbox: every made-up person is a client with a password. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.issuer;
