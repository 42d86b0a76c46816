@org.jspecify.annotations.NullMarked
package org.carecontact.feedcli.hospitals;
