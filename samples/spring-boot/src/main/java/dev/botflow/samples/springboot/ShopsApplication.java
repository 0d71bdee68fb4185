package dev.botflow.samples.springboot;

import dev.botflow.runtime.ActionRequest;
import dev.botflow.runtime.AgentDesk;
import dev.botflow.spring.BotAction;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** All the Java of two shops with a bot each; settings stand in application.yaml, the bots in the folder bots. */
@SpringBootApplication
public class ShopsApplication {

  public static void main(String[] args) {
    SpringApplication.run(ShopsApplication.class, args);
  }

  /** What a step {@code do: orders.find} of either bot calls; a real shop asks its database here. */
  @BotAction("orders.find")
  Map<String, Object> find(ActionRequest request) {
    return Map.of("day", "B-17".equals(request.text("number")) ? "Friday" : "Monday");
  }

  /** Takes what {@code handover} steps give to people; a real shop calls its desk here. */
  @Bean
  AgentDesk desk() {
    return request -> CompletableFuture.completedFuture(null);
  }

  /** Sinch signs its calls, so they need no sign-in; the workbench is for those who may edit. */
  @Bean
  SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.ignoringRequestMatchers("/sinch/**", "/workbench/**"))
        .authorizeHttpRequests(calls -> calls
            .requestMatchers("/sinch/**", "/actuator/health/**")
            .permitAll()
            .requestMatchers("/workbench/**")
            .hasRole("BOTFLOW_EDITOR")
            .anyRequest()
            .denyAll())
        .httpBasic(Customizer.withDefaults())
        .build();
  }
}
