package io.mcpmonitor.probe.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities;
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities.Prompts;
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities.Resources;
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities.Tools;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SdkJsonTest {
  private static final List<Feature> TOOL = List.of(Feature.SYNC_STATUS);
  private static final List<Feature> BOTH = List.of(Feature.HEALTH_STATUS, Feature.SYNC_STATUS);

  private final SdkJson json = new SdkJson();

  SdkJsonTest() throws ReflectiveOperationException {}

  private static ServerCapabilities capabilities(Tools tools, Resources resources) {
    return new ServerCapabilities(
        tools, resources, new Prompts(true), null, null, null, null, Map.of());
  }

  @Test
  void aServerWithoutToolsAndResourcesSaysThatItHasThem() throws ReflectiveOperationException {
    ServerCapabilities able = (ServerCapabilities) json.able(capabilities(null, null), BOTH);
    assertThat(able.getTools()).isEqualTo(new Tools(false));
    assertThat(able.getResources()).isEqualTo(new Resources(false, false));
    assertThat(able.getPrompts()).isEqualTo(new Prompts(true));
  }

  @Test
  void nothingIsSaidThatIsNotAdded() throws ReflectiveOperationException {
    ServerCapabilities able = (ServerCapabilities) json.able(capabilities(null, null), TOOL);
    assertThat(able.getTools()).isNotNull();
    assertThat(able.getResources()).isNull();
  }

  @Test
  void whatAServerSaysOfItsOwnStays() throws ReflectiveOperationException {
    ServerCapabilities own = capabilities(new Tools(true), new Resources(true, true));
    assertThat(json.able(own, BOTH)).isSameAs(own);
  }
}
