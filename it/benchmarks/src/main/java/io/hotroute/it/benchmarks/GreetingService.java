package io.hotroute.it.benchmarks;

/** The service that is called. */
public interface GreetingService {

    String greet(String name, int times);
}
