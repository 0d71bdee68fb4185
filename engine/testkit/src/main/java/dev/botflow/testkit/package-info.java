/**
 * What bot authors who write Java test with: a bot as a test parameter, assertions that read as a sentence, recorded
 * events and scenarios as tests. How a bot is played is the engine's {@code scenario}; nothing here runs in production.
 */
@NullMarked
package dev.botflow.testkit;

import org.jspecify.annotations.NullMarked;
