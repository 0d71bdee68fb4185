/**
 * From a webhook call's bytes to the engine's event: the signature is verified over the raw bytes first, then the
 * body is read. A kind of event that is not known becomes one that says so; nothing is refused for being new.
 */
@NullMarked
package dev.botflow.sinch.webhook;

import org.jspecify.annotations.NullMarked;
