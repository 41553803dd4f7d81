/**
 * Faults put into calls on purpose, to see that guards take calls off a version that goes bad, and give them back. Knows
 * the rooms {@code degrade}, {@code latency} and {@code rule} and the JDK. Times are {@link System#nanoTime()} values.
 */
package io.hotroute.drill;
