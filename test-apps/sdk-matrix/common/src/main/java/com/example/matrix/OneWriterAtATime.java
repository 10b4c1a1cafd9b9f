package com.example.matrix;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Old SDKs write to a client's event stream from several threads without a lock, which Tomcat does
 * not stand: the stream breaks now and then. A {@link PrintWriter} of our own has the lock.
 */
final class OneWriterAtATime implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        request,
        new HttpServletResponseWrapper((HttpServletResponse) response) {
          @Override
          public PrintWriter getWriter() throws IOException {
            return new PrintWriter(super.getWriter());
          }
        });
  }
}
