/**
 * What the agent costs a call: Dubbo's own cluster invoker, woven and not, over a leaf that makes no call. Steers the agent
 * over its MXBean, as an operator does, and knows none of its classes.
 */
package io.hotroute.it.benchmarks;
