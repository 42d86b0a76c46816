/** Takes a hospital's folder over into an installation that runs: checks it, then all of it or nothing. */
@org.jspecify.annotations.NullMarked
package org.carecontact.feedcli.hospitals;
