package io.hotroute.it.samples;

/** A service in groups only: a reference to all groups takes a service without one for a group too, and fails on it. */
public interface MergedService extends KindsService {}
