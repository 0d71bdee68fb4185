/**
 * The front door: what a host embeds. It wires the rooms and holds no logic of its own.
 */
@NullMarked
package dev.botflow;

import org.jspecify.annotations.NullMarked;
