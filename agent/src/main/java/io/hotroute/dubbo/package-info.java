/**
 * The glue: the only room that names Dubbo's types. Compiled against the oldest supported line and loaded once beside each
 * Dubbo, by a class loader of its own; what differs between lines sits in one {@link io.hotroute.dubbo.DubboBinding} each.
 */
package io.hotroute.dubbo;
