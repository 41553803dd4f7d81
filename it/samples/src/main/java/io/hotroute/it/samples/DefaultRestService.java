package io.hotroute.it.samples;

/** A class of its own: Dubbo 3.2 finds no annotation of a method that the implementing class inherits. */
final class DefaultRestService implements RestService {

    private final KindsService service;

    DefaultRestService(KindsService service) {
        this.service = service;
    }

    @Override
    public Order getOrder(String id) {
        return service.getOrder(id);
    }

    @Override
    public Order fail(String message) throws OrderException {
        return service.fail(message);
    }

    @Override
    public Order broken(String key) {
        return service.broken(key);
    }
}
