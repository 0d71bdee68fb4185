package dev.botflow.spring;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

/** Puts a servlet at a path that nobody else has. */
final class Servlets {
  private Servlets() {}

  /**
   * @param setting the property that says where, for the sentence if it is taken
   * @param mapping in the words of the servlet API
   */
  static void add(
      ServletContext context, String name, Servlet servlet, String setting, String mapping) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    if (registration == null || !registration.addMapping(mapping).isEmpty()) {
      throw new IllegalStateException(
          setting + ": expected a path of its own, but " + mapping + " belongs to another servlet");
    }
  }
}
