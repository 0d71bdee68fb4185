/** Crumb &amp; Co: what a Spring Boot application writes to have a bot, and a Sinch to try it on. */
@NullMarked
package dev.botflow.samples.springboot;

import org.jspecify.annotations.NullMarked;
