/** Tests of the simulator, over its real sockets. What Sinch itself says and does is read from the shared fixtures. */
@org.jspecify.annotations.NullMarked
package dev.botflow.simulator;
