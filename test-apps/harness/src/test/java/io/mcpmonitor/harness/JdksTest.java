package io.mcpmonitor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JdksTest {
  @Test
  void findsTheRunningJdk() {
    Jdk current = Jdks.current();
    assertThat(Jdks.require(current.feature()).java()).isExecutable();
  }

  @Test
  void namesTheVariableWhenThereIsNone() {
    assertThatThrownBy(() -> Jdks.require(8888)).hasMessageContaining(Jdks.VARIABLE);
  }
}
