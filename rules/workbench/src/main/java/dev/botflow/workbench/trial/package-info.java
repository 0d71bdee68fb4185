/**
 * Internal: conversations that somebody tries on the draft, a phone for each channel, kept in memory for a while and
 * played again when the draft changes. Nothing is sent, stored or called, and each call has its limits.
 */
@NullMarked
package dev.botflow.workbench.trial;

import org.jspecify.annotations.NullMarked;
