/**
 * Puts the {@link io.hotroute.bootstrap.Gate} into Dubbo's leaf cluster invokers: compatibility check, advice, install,
 * and the glue for each class loader that has a Dubbo. Knows Byte Buddy; knows Dubbo by name only.
 */
package io.hotroute.weave;
