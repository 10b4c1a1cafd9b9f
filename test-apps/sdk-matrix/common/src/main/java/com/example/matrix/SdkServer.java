package com.example.matrix;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The tools, the prompt and the resource on one shape of the SDK's API. */
public interface SdkServer {
  String NAME = "matrix";
  String PROMPT = "greeting";
  String PROMPT_DESCRIPTION = "A greeting";
  String PROMPT_ARGUMENT = "name";
  String RESOURCE = "matrix://motd";
  String RESOURCE_TEXT = "Have a good day.";
  String MCP_PATH = "/mcp";
  String SSE_PATH = "/sse";
  String MESSAGE_PATH = "/message";

  static String greeting(@Nullable Object name) {
    return "Hello, " + name;
  }

  /** Serves on the two streams ({@link Transport#STDIO}) or gives a servlet. */
  Served serve(Transport transport, Flavour flavour, InputStream in, OutputStream out);
}
