package io.mcpmonitor.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final Redaction redaction = new Redaction(List.of("iban", "Customer-Number"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password", "Password", "db_password", "userPwd", "access_token", "X-Api-Key", "apiKey",
        "client_secret", "Authorization", "aws_access_key_id", "Set-Cookie", "sig", "key", "IBAN",
        "customerNumber", "privateKey", "credentials"
      })
  void secretKeys(String key) {
    assertThat(redaction.isSecretKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "limit", "max_tokens", "keyword", "author", "monkey", "name"})
  void otherKeys(String key) {
    assertThat(redaction.isSecretKey(key)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call it with Bearer abcdef123456 now|call it with REDACTED now",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.s5w1|REDACTED",
        "the key sk-abcdefghijklmnop1234 is mine|the key REDACTED is mine",
        "ghp_abcdefghijklmnop1234567890|REDACTED",
        "AKIAIOSFODNN7EXAMPLE|REDACTED",
        "jdbc:postgresql://joe:geheim@db/x|jdbc:postgresql://REDACTED@db/x",
        "password=geheim, user=joe|REDACTED, user=joe",
        "nothing to hide here: 42|nothing to hide here: 42"
      })
  void secretsInTexts(String text, String safe) {
    assertThat(Redaction.text(text)).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h/p|http://h/p",
        "http://u:p@h:8/p?q=1|http://REDACTED@h:8/p?q=1",
        "https://h/p?token=abc&q=x#frag|https://h/p?token=REDACTED&q=x#frag",
        "https://h/?X-Amz-Signature=abc&sig=1&a|https://h/?X-Amz-Signature=REDACTED&sig=REDACTED&a",
        "file:///home/user/a@b.md|file:///home/user/a@b.md",
        "http://h/a@b?x=u@v|http://h/a@b?x=u@v",
        "note:1|note:1"
      })
  void addresses(String url, String safe) {
    assertThat(Redaction.url(url)).isEqualTo(safe);
  }

  @Test
  void longAddressesAreCut() {
    assertThat(Redaction.url("http://h/" + "x".repeat(10_000))).hasSize(2_048);
  }
}
