@NullMarked
package dev.botflow.samples.springboot;

import org.jspecify.annotations.NullMarked;
