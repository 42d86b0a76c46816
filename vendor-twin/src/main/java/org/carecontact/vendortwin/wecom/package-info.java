/** WeCom: contact ways, temporary sessions, contacts, application messages. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.wecom;
