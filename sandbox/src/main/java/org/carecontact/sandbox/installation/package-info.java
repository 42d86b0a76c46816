/** Starts, watches and stops the processes of one CareContact on this machine. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.installation;
