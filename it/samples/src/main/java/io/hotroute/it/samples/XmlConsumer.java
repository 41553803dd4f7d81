package io.hotroute.it.samples;

import org.springframework.context.support.ClassPathXmlApplicationContext;

/** Consumer process whose references are declared in Spring's XML; obeys {@link ConsumerCommands} after {@code READY}. */
public final class XmlConsumer {

    private XmlConsumer() {}

    public static void main(String[] args) throws Exception {
        try (ClassPathXmlApplicationContext context = new ClassPathXmlApplicationContext("xml-consumer.xml")) {
            OrderService service = context.getBean("orders", OrderService.class);
            service.getOrder("ready?");
            System.out.println("READY");
            new ConsumerCommands(service).run(System.in, System.out);
        }
        System.exit(0);
    }
}
