package com.example.matrix;

import jakarta.servlet.Servlet;
import org.jspecify.annotations.Nullable;

/**
 * A server that has been built.
 *
 * @param servlet the HTTP side; null on stdio
 * @param close ends the server and waits for it
 */
public record Served(@Nullable Servlet servlet, Runnable close) {}
