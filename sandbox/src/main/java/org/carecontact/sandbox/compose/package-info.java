/** What docker-compose.yml runs once: secrets made, schemas registered. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.compose;
