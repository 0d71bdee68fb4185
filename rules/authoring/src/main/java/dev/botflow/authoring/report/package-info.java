/**
 * A bot as a page to read: tables, flows as diagrams, talks, and what recorded events did to each row; also the
 * difference between two bots.
 */
@NullMarked
package dev.botflow.authoring.report;

import org.jspecify.annotations.NullMarked;
