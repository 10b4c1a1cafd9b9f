package io.mcpmonitor.output.http;

/** What a client sent cannot be answered; its connection is closed after the refusal. */
final class BadRequest extends Exception {
  private final int status;

  BadRequest(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  HttpAnswer answer() {
    return HttpAnswer.error(status, String.valueOf(getMessage()));
  }
}
