/**
 * Internal: calls to Sinch over HTTP with an access token, one attempt each and within their time limits, and
 * signatures. With the simulator the only room that knows the HTTP client.
 */
@NullMarked
package dev.botflow.sinch.http;

import org.jspecify.annotations.NullMarked;
