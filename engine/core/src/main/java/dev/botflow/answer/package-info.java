/**
 * Questions and what counts as an answer to them: one file for each question type, and dates, times and numbers as
 * people write them. Where a question stands in a flow is not known here.
 */
@NullMarked
package dev.botflow.answer;

import org.jspecify.annotations.NullMarked;
