/**
 * Texts with placeholders such as {@code {order.number|none}}: parsed once, rendered without logic. A value that is
 * put in is never parsed again.
 */
@NullMarked
package dev.botflow.template;

import org.jspecify.annotations.NullMarked;
