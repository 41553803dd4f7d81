/**
 * What is live of each rule beside its route: the guard of its calls. One thread, the ticker, drives all of them.
 */
package io.hotroute.upgrade;
