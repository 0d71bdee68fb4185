@NullMarked
package dev.botflow.samples.routeronly;

import org.jspecify.annotations.NullMarked;
