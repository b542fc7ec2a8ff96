package io.github.diffusion4j.samples.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Server {

  /**
   * Runs until it is told to end.
   *
   * @param args settings of Spring Boot, such as {@code --server.port=9000}
   */
  public static void main(String... args) {
    SpringApplication.run(Server.class, args);
  }
}
