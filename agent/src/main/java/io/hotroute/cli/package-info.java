/**
 * The command line: finds the JVMs of this machine and loads the agent into one of them. Runs in a JVM of its own, started
 * by {@link io.hotroute.launch.Launcher#main}, and never in the application's.
 */
package io.hotroute.cli;
