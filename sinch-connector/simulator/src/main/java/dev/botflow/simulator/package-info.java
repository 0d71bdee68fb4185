/**
 * A Sinch Conversation API on loopback, for tests and for the sample: it issues tokens, shows apps and webhooks, checks
 * and records what is sent, and posts signed callbacks, with retries. {@link dev.botflow.simulator.SinchSimulator} is
 * the door for Java, {@link dev.botflow.simulator.SimulatorMain} the door for the command line, and the HTTP paths under
 * {@code /simulator/} the door for everything else. Nothing here knows BotFlow's engine or connector, and nothing here
 * reaches beyond loopback: contacts, channels and their limits are made up, so a message "sent" is only kept.
 */
@org.jspecify.annotations.NullMarked
package dev.botflow.simulator;
