/** What a row of a table says beyond its words: a week of hours, how long texts are. Nothing here knows drafts or files. */
@NullMarked
package dev.botflow.workbench.meaning;

import org.jspecify.annotations.NullMarked;
