package io.mcpmonitor.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** A library under the names of the MCP SDK that is not what the probe expects. */
final class ForeignLibrary {
  private static final String MESSAGES =
      """
      package io.modelcontextprotocol.spec;
      public final class McpSchema {
        public static String deserializeJsonRpcMessage(Object mapper, Integer message) {
          if (message < 0) throw new IllegalArgumentException("negative");
          return "parsed " + message;
        }
        public interface JSONRPCRequest { %s Object id(); Object method(); Object params(); }
        public interface JSONRPCNotification { Object method(); }
        public interface JSONRPCResponse {
          Object id(); Object result(); Object error();
          interface JSONRPCError { Object code(); }
        }
        public interface CallToolResult { Object isError(); }
      }
      """;

  /** Parses until it is told to stop; says every result. */
  private static final String MAIN =
      """
      import io.modelcontextprotocol.spec.McpSchema;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          int count = Integer.parseInt(arguments[0]);
          System.out.println(McpSchema.deserializeJsonRpcMessage(null, 0));
          if (arguments.length > 1) System.in.read();
          for (int i = 1; i <= count; i++) {
            System.out.println(McpSchema.deserializeJsonRpcMessage(null, i));
          }
        }
      }
      """;

  private ForeignLibrary() {}

  /** Whose methods take other types than the advice expects: the advice fails on every call. */
  static Path surprising(Path folder) throws IOException {
    return compiled(folder, MESSAGES.formatted(""));
  }

  /** Which lacks two methods that the advice calls. */
  static Path incomplete(Path folder) throws IOException {
    return compiled(
        folder,
        MESSAGES
            .formatted("")
            .replace("Object params();", "")
            .replace("Object isError();", "Object hasFailed();"));
  }

  private static Path compiled(Path folder, String messages) throws IOException {
    List<String> command = new ArrayList<>(List.of("-nowarn", "--release", "17", "-d"));
    command.add(folder.toString());
    for (String source : List.of(messages, MAIN)) {
      Path file = folder.resolve(source.contains("class Main") ? "Main.java" : "McpSchema.java");
      Files.writeString(file, source);
      command.add(file.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("the library does not compile");
    }
    return folder;
  }
}
