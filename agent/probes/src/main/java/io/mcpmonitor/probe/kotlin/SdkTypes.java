package io.mcpmonitor.probe.kotlin;

import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import java.util.List;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/** What differs between the versions of the SDK: its types moved to another package with 0.8. */
interface SdkTypes {
  /** The method of a request or notification; null for an answer. */
  @Nullable String method(Object message);

  /** The id of a request or an answer, a text or a number; null for a notification. */
  @Nullable Object id(Object message);

  /** The parameters of a request or notification. */
  @Nullable JsonElement params(Object message);

  /** The same request or notification with other parameters. */
  Object withParams(Object message, JsonElement params);

  /** The result in an answer; null in one that is an error. */
  @Nullable Object result(Object answer);

  /** The code in an answer that is an error. */
  int errorCode(Object answer);

  /** What an answer says that is an error. */
  @Nullable String errorMessage(Object answer);

  /** Whether a result is one of a tool that failed. */
  boolean isToolError(@Nullable Object result);

  /** The method of a request that is not a message yet. */
  String methodOf(Object request);

  /** The id of a server's session; null where the version has none. */
  @Nullable String sessionId(Protocol protocol);

  /** One field of a result, or of what a result holds. */
  @Nullable Object field(Object object, String name);

  /** The names in a list of tools; none in another result. */
  List<String> tools(@Nullable Object result);

  /** The names in a list of prompts; none in another result. */
  List<String> prompts(@Nullable Object result);

  /** The name of a tool or prompt; null for anything else. */
  @Nullable String name(Object feature);

  /** The code of an exception that stands for an answer; null for any other exception. */
  @Nullable Integer code(Throwable failure);

  /** Those of the version in front of us. */
  static SdkTypes find() {
    ClassLoader library = SdkTypes.class.getClassLoader();
    try {
      Class.forName("io.modelcontextprotocol.kotlin.sdk.types.JSONRPCRequest", false, library);
      return new TypesSince08();
    } catch (ClassNotFoundException old) {
      return new TypesUntil07();
    }
  }
}
