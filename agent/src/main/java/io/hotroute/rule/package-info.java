/**
 * Rule text to an immutable, validated model: every error names the field, the value and what is allowed. Knows the JDK
 * and the YAML library, and nothing of Dubbo or JMX.
 */
package io.hotroute.rule;
