/**
 * How the agent comes into a JVM: {@code premain}, {@code agentmain}, {@code main}, the isolated class loader, the boot
 * classes and the options.
 *
 * <p>{@link io.hotroute.launch.Launcher} and {@link io.hotroute.launch.IsolatedClassLoader} lie at the jar's root and are
 * loaded by the system class loader; all other classes of the agent are loaded by the isolated one.
 */
package io.hotroute.launch;
