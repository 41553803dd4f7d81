package io.hotroute.it.nacos;

import com.alibaba.nacos.core.code.ControllerMethodsCache;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.web.servlet.ServletComponentScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Nacos, standalone: its own naming and configuration servers as its distribution starts them, without console and log-in.
 * Prints {@code READY} and runs until its standard input ends.
 */
@SpringBootApplication(
        scanBasePackages = "com.alibaba.nacos",
        exclude = {SecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
@ServletComponentScan("com.alibaba.nacos")
@EnableScheduling
public class NacosServer {

    public static void main(String[] args) throws IOException {
        ControllerMethodsCache methods =
                SpringApplication.run(NacosServer.class, args).getBean(ControllerMethodsCache.class);
        // The console does this in the distribution; a request for a method that is not in there is refused.
        methods.initClassMethod("com.alibaba.nacos.naming.controllers");
        methods.initClassMethod("com.alibaba.nacos.config.server.controller");
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // No command is known.
        }
        System.exit(0);
    }
}
