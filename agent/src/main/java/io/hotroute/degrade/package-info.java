/**
 * Whether providers went bad, and how many calls they get then: a detector that compares the candidate's calls with the
 * baseline's, and a state machine per method that takes calls away and gives them back step by step. Knows the room
 * {@code latency}, the rules and the JDK. Times are {@link System#nanoTime()} values.
 */
package io.hotroute.degrade;
