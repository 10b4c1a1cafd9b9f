package com.example.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;

/** Asks for a page with one of the usual HTTP clients; the answer is its status. */
final class Clients {
  private final HttpClient jdk = HttpClient.newHttpClient();
  private final OkHttpClient okHttp = new OkHttpClient();
  private final CloseableHttpClient apache = HttpClients.createDefault();
  private final RestClient spring = RestClient.create();

  int get(String client, String url) throws IOException, InterruptedException {
    return switch (client) {
      case "jdk" -> jdk.send(request(url), HttpResponse.BodyHandlers.ofString()).statusCode();
      case "jdk-async" ->
          jdk.sendAsync(request(url), HttpResponse.BodyHandlers.ofString()).join().statusCode();
      case "urlconnection" -> urlConnection(url);
      case "okhttp" -> {
        Request request = new Request.Builder().url(url).build();
        try (Response response = okHttp.newCall(request).execute()) {
          yield response.code();
        }
      }
      case "apache" -> apache.execute(new HttpGet(url), response -> response.getCode());
      case "spring" ->
          spring
              .get()
              .uri(URI.create(url))
              .retrieve()
              .onStatus(HttpStatusCode::isError, (request, response) -> {})
              .toBodilessEntity()
              .getStatusCode()
              .value();
      default -> throw new IllegalArgumentException("no such client: " + client);
    };
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private static int urlConnection(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    int status = connection.getResponseCode();
    if (status < 400) {
      try (InputStream body = connection.getInputStream()) {
        byte[] unused = body.readAllBytes();
      }
    }
    return status;
  }
}
