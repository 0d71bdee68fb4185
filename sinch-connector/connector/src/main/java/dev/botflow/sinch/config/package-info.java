/**
 * What a host says about its app: project, app, client id and secret, region, time limits, and how webhook calls
 * are signed. Checked when it is given, before anything is called.
 */
@NullMarked
package dev.botflow.sinch.config;

import org.jspecify.annotations.NullMarked;
