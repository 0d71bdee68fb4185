package dev.botflow.spring;

import dev.botflow.workbench.IdentityProvider;
import dev.botflow.workbench.Workbench;
import jakarta.servlet.Servlet;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;

/**
 * The workbench, or one for each of several apps, where {@code botflow.workbench.enabled} says so and {@code botflow-workbench} is on the class path. It asks
 * nobody to sign in: without security of the application's own there is nobody, and every call is answered 401.
 */
@AutoConfiguration(after = BotFlowAutoConfiguration.class)
@ConditionalOnClass({Workbench.class, Servlet.class, ServletContextInitializer.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "botflow.workbench.enabled", havingValue = "true")
@ConditionalOnBean(WebhookGate.class)
public class BotFlowWorkbenchAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  IdentityProvider botFlowIdentities(BotFlowProperties properties) {
    BotFlowProperties.Workbench page = properties.workbench();
    return request -> WorkbenchServlet.caller(page.viewers(), page.editors());
  }

  @Bean(destroyMethod = "close")
  Workbenches botFlowWorkbenches(BotFlowProperties properties, IdentityProvider identities) {
    return Workbenches.open(properties, identities);
  }

  @Bean
  ServletContextInitializer botFlowWorkbenchPages(
      BotFlowProperties properties, ObjectProvider<Workbenches> workbenches) {
    List<String> places = properties.apps().isEmpty()
        ? List.of("")
        : properties.apps().keySet().stream().map(name -> "/" + name).toList();
    return context -> places.forEach(place -> Servlets.add(
        context,
        "botFlowWorkbench" + place,
        new WorkbenchServlet(() -> workbenches.getObject().at(place)),
        "botflow.workbench.path",
        properties.workbench().path() + place + "/*"));
  }
}
