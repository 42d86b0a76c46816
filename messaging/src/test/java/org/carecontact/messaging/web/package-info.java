@org.jspecify.annotations.NullMarked
package org.carecontact.messaging.web;
