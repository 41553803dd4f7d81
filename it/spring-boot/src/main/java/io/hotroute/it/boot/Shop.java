package io.hotroute.it.boot;

import io.hotroute.it.samples.OrderService;
import org.apache.dubbo.config.annotation.DubboReference;
import org.springframework.stereotype.Component;

/** A bean as applications have them: its reference is pinned to a version where it is declared. */
@Component
class Shop {

    @DubboReference(version = "1.0.0", protocol = "dubbo", check = false, timeout = 5000, retries = 1)
    private OrderService orders;

    OrderService orders() {
        return orders;
    }
}
