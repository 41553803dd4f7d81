/**
 * What woven code calls. These classes live on the boot class path, so that every class loader reaches them; they use
 * JDK types only. A live JVM can never replace them: their shape is the ABI, numbered by {@link
 * io.hotroute.bootstrap.Gate#ABI}.
 */
package io.hotroute.bootstrap;
