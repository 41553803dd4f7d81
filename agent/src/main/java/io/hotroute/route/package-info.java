/**
 * Where a call goes: the route table, the decision for one call, and what was decided. Knows the rules and the JDK, and
 * nothing of Dubbo or JMX.
 */
package io.hotroute.route;
