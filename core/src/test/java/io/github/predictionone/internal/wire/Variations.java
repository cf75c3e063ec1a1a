package io.github.predictionone.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes a valid body into one that the service, a gateway or a broken connection might deliver instead. */
final class Variations {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "2.5",
            "1e3",
            "1e400",
            "-1e-400",
            "99999999999999999999",
            "9223372036854775807",
            "\"\"",
            "\" \"",
            "\".\"",
            "\"..\"",
            "\"7\"",
            "\" 8 \"",
            "\"-3\"",
            "\"1.5\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"yes\"",
            "\"true\"",
            "\"\\u0000\"",
            "\"\\n\"",
            "\"\\ud800\"",
            "\"日本語\"",
            "\"https://a b/?X-Signature=9\"",
            "\"//x?X-Signature=9\"",
            "\"2026-13-45\"",
            "\"9999999999999999999999\"",
            "\"+1000000000-01-01\"",
            "\"eom\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1,\"a\",{}]",
            "{\"a\":{\"b\":[]}}");

    private final Random random;

    Variations(Random random) {
        this.random = random;
    }

    byte[] of(byte[] valid, int changes) {
        JsonNode tree = JSON.readTree(valid);
        for (int i = 0; i < changes; i++) {
            change(tree);
        }
        byte[] body = JSON.writeValueAsBytes(tree);
        return random.nextInt(4) == 0 ? damaged(body) : body;
    }

    private void change(JsonNode tree) {
        List<JsonNode> places = new ArrayList<>();
        collect(tree, places);
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ObjectNode object) {
            changeField(object);
        } else if (place instanceof ArrayNode array) {
            changeElement(array);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void changeField(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() || random.nextInt(10) == 0 ? "unknown" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name, asText(object.path(name)));
            default -> object.set(name, strange());
        }
    }

    private void changeElement(ArrayNode array) {
        int index = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(array.isEmpty() ? strange() : array.get(index).deepCopy());
            case 2 -> array.insert(index, strange());
            default -> {
                if (!array.isEmpty()) {
                    array.set(index, strange());
                }
            }
        }
    }

    private static JsonNode asText(JsonNode node) {
        return node.isContainer() ? NODES.stringNode(node.toString()) : NODES.stringNode(node.asString(""));
    }

    private JsonNode strange() {
        if (random.nextInt(40) == 0) {
            return deep();
        }
        return JSON.readTree(STRANGE.get(random.nextInt(STRANGE.size())));
    }

    private static JsonNode deep() {
        ArrayNode innermost = NODES.arrayNode();
        ArrayNode outer = innermost;
        for (int i = 0; i < 100; i++) {
            outer = NODES.arrayNode().add(outer);
        }
        return outer;
    }

    private byte[] damaged(byte[] body) {
        byte[] copy = Arrays.copyOf(body, body.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(body, random.nextInt(body.length + 1));
            }
            case 1 -> copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
            case 2 -> {
                return joined("\uFEFF".getBytes(StandardCharsets.UTF_8), body);
            }
            case 3 -> {
                return joined(body, body);
            }
            default -> {
                return joined("[".repeat(2_000).getBytes(StandardCharsets.UTF_8), body);
            }
        }
        return copy;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
