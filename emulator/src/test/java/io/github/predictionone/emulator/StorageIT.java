package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StorageIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().start();
    private final ServiceUser user = new ServiceUser(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private String uploadUrl() {
        return user.slots("csv").get("learn_data_set_upload_url").asString();
    }

    private String resultUrl(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) i;
        }
        return user.status(emulator.putTraining(List.of("finished"), content))
                .get("result_url")
                .asString();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Sends a request written by hand, and returns the first line of the answer. */
    private String raw(String url, String headers, String body) throws IOException {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "PUT " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n" + headers
                    + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = new byte[1024];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void putIsStrict() throws IOException {
        assertThat(raw(uploadUrl(), "Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\n\r\n"))
                .contains("501");
        assertThat(raw(uploadUrl(), "", "")).contains("411");
        assertThat(raw(uploadUrl(), "Content-Length: 1\r\nx-api-key: k\r\n", "a"))
                .contains("403");
        assertThat(raw(uploadUrl(), "Content-Length: 1\r\n", "a")).contains("200");
    }

    @Test
    void signaturesAreForOneMethodAndOnePath() {
        String url = uploadUrl();
        assertThat(user.get(url).statusCode()).isEqualTo(403);
        assertThat(text(user.get(url))).contains("<Code>SignatureDoesNotMatch</Code>");
        assertThat(user.put(url.replace("learn", "eval"), "a").statusCode()).isEqualTo(403);
        assertThat(user.put(url.replace("%2F", "/"), "a").statusCode()).isEqualTo(403);
        assertThat(user.put(url.substring(0, url.indexOf('?')), "a").statusCode())
                .isEqualTo(403);
        assertThat(user.put(url + "0", "a").statusCode()).isEqualTo(403);
        assertThat(user.put(url, "a").statusCode()).isEqualTo(200);
        assertThat(user.send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void getKnowsRanges() {
        String url = resultUrl(100);
        HttpResponse<byte[]> whole = user.get(url);
        String etag = whole.headers().firstValue("etag").orElseThrow();
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).hasSize(100);
        assertThat(etag).startsWith("\"").endsWith("\"");
        HttpResponse<byte[]> part = user.get(url, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range")).contains("bytes 10-19/100");
        assertThat(part.body()).containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(user.get(url, "Range", "bytes=95-").body()).containsExactly(95, 96, 97, 98, 99);
        assertThat(user.get(url, "Range", "bytes=-2").body()).containsExactly(98, 99);
        assertThat(user.get(url, "Range", "bytes=0-", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(user.get(url, "Range", "bytes=1-", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(user.get(url, "If-Match", etag).statusCode()).isEqualTo(200);
        assertThat(user.get(url, "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        HttpResponse<byte[]> beyond = user.get(url, "Range", "bytes=100-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("content-range")).contains("bytes */100");
        assertThat(user.get(url, "x-api-key", "k").statusCode()).isEqualTo(403);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        assertThat(user.get(resultUrl(0)).statusCode()).isEqualTo(200);
    }
}
