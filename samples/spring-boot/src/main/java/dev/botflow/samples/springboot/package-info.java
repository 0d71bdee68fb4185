/** A bakery and a garage: what a Spring Boot application with two tenants writes to have bots, and a Sinch to try it on. */
@NullMarked
package dev.botflow.samples.springboot;

import org.jspecify.annotations.NullMarked;
