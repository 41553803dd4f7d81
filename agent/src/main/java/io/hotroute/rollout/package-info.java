/**
 * The candidate's share grows step by step, and each step is judged by the calls it saw. Knows the rooms {@code rule} and
 * {@code latency} and the JDK. Times are {@link System#nanoTime()} values.
 */
package io.hotroute.rollout;
