/**
 * Auto-degradation under simulated traffic: the agent's own classes, and two circuit breakers beside them, in virtual time.
 * The same seed gives the same figures on every machine.
 */
package io.hotroute.simulation;
