@NullMarked
package dev.botflow.spring;

import org.jspecify.annotations.NullMarked;
