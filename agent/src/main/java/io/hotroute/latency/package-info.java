/**
 * How long calls take: recording by many threads, calls in flight by age, and windows and quantiles by one ticker; and what
 * counts tell for sure. Knows the JDK and HdrHistogram, and nothing of Dubbo, rules or JMX. Times are
 * {@link System#nanoTime()} values.
 */
package io.hotroute.latency;
