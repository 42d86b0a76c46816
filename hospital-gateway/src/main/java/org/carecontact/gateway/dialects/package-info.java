/** What is particular to one hospital's feed: a file of data, read with line, column and remedy of each mistake. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.dialects;
