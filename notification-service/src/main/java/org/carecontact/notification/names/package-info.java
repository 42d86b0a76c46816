/** Shows a patient's name to those who have to speak with the patient. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.names;
