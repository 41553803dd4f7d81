package io.hotroute.it.boot;

import io.hotroute.it.samples.ConsumerCommands;
import org.apache.dubbo.config.spring.context.annotation.EnableDubbo;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Boot consumer whose references are annotated fields; obeys {@link ConsumerCommands} after {@code READY}. */
@SpringBootApplication
@EnableDubbo
public class SpringBootConsumer {

    public static void main(String[] args) throws Exception {
        try (ConfigurableApplicationContext context = SpringApplication.run(SpringBootConsumer.class, args)) {
            Shop shop = context.getBean(Shop.class);
            shop.orders().getOrder("ready?");
            System.out.println("READY");
            new ConsumerCommands(shop.orders()).run(System.in, System.out);
        }
        System.exit(0);
    }
}
