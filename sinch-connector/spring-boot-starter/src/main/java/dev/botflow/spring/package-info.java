/**
 * BotFlow in a Spring Boot application: properties, beans and lifecycle around the engine and its connector, and actions as
 * annotated methods. Works with Boot 3.5, 4.0 and 4.1. What a bot does is not decided here, and nothing here knows Sinch's
 * JSON.
 */
@NullMarked
package dev.botflow.spring;

import org.jspecify.annotations.NullMarked;
