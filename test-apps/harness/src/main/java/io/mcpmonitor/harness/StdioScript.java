package io.mcpmonitor.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Speaks to a stdio server line by line, one request after the other, so that two runs of the same
 * script can be compared byte by byte. Keep scripts under 30 requests: the SDK's stdio transport
 * before 2.1.0 can fall silent later on, with or without an agent.
 */
public final class StdioScript {
  private final List<String> lines = new ArrayList<>();
  private int nextId = 1;

  /** A whole script begins with the handshake. */
  public static StdioScript handshake(String protocolVersion) {
    return new StdioScript()
        .request(
            "initialize",
            "{\"protocolVersion\":\""
                + protocolVersion
                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"script\",\"version\":\"1\"}}")
        .line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
  }

  /** A request with the next id; the script waits for its answer. */
  public StdioScript request(String method, String params) {
    return line(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + nextId++
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
  }

  public StdioScript callTool(String name, String arguments) {
    return request("tools/call", "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}");
  }

  /** A line as it is; the script waits for an answer when it has an id. */
  public StdioScript line(String line) {
    lines.add(line);
    return this;
  }

  /**
   * Sends everything.
   *
   * @return the answers, in the order of the requests
   * @throws IllegalStateException when an answer does not come, with a {@link TimeoutException}
   */
  public List<String> run(AgentJvm jvm) {
    List<String> answers = new ArrayList<>();
    for (String line : lines) {
      int seen = jvm.stdoutLines().size();
      jvm.writeLine(line);
      JsonElement id = JsonParser.parseString(line).getAsJsonObject().get("id");
      if (id != null) {
        answers.add(
            jvm.awaitStdout(seen, answer -> answers(answer, id), AgentJvm.PATIENCE)
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "no answer to " + line + ": " + jvm.story(),
                            new TimeoutException(AgentJvm.PATIENCE.toString()))));
      }
    }
    return answers;
  }

  private static boolean answers(String line, JsonElement id) {
    try {
      JsonElement message = JsonParser.parseString(line);
      return message instanceof JsonObject object
          && !object.has("method")
          && id.equals(object.get("id"));
    } catch (JsonSyntaxException e) {
      return false;
    }
  }
}
