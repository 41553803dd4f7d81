/**
 * Shadow traffic: which calls are mirrored, what of a call is kept and compared, and what the comparison has shown. Knows
 * neither Dubbo nor JMX.
 */
package io.hotroute.shadow;
