/**
 * How operators see and steer the agent: MXBeans on the platform MBean server, and the audit of what was done.
 */
package io.hotroute.control;
