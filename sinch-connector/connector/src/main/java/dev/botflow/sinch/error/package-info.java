/** What a call to Sinch fails with: which host was asked, what it answered, and whether another attempt makes sense. */
@NullMarked
package dev.botflow.sinch.error;

import org.jspecify.annotations.NullMarked;
