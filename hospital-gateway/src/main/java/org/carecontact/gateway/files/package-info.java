/** Takes files from the folder of a feed: CSV, a line at a time, with a verdict for each line. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.files;
