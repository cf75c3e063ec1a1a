package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.Refusal;
import io.github.predictionone.Retryability;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.testsupport.Property;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

    private static final String KEY = "k3y-0f-s0me0ne";

    private static ApiException answer(int status, String body) {
        return Failures.answer("Train of abc", status, body.getBytes(StandardCharsets.UTF_8), null, KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":4001000204,\"error\":\"PREDA_EXTERNAL_BAD_REQUEST\",\"message\":\"Not found retrain job.\"}",
                "{\"code\":\"4001000204\",\"error\":\"PREDA_EXTERNAL_BAD_REQUEST\",\"message\":\"Not found retrain job.\"}",
                "{\"errors\":{\"code\":4001000204,\"error\":\"PREDA_EXTERNAL_BAD_REQUEST\",\"message\":\"Not found retrain job.\"}}",
                "{\"error\":{\"code\":4001000204,\"error\":\"PREDA_EXTERNAL_BAD_REQUEST\",\"message\":\"Not found retrain job.\"}}",
                "\uFEFF{\"x\":[1,{\"code\":7}],\"code\":4001000204,\"error\":\"PREDA_EXTERNAL_BAD_REQUEST\",\"message\":\"Not found retrain job.\",\"mo"
            })
    @DisplayName("2.3 the documented error is read at the top or in a wrapper, with any type of code, and if truncated")
    void documented(String body) {
        ApiException e = answer(400, body);
        assertThat(e.httpStatus()).isEqualTo(400);
        assertThat(e.code()).contains("4001000204");
        assertThat(e.error()).contains("PREDA_EXTERNAL_BAD_REQUEST");
        assertThat(e.serviceMessage()).contains("Not found retrain job.");
        assertThat(e)
                .hasMessage("Train of abc: HTTP 400, 4001000204 PREDA_EXTERNAL_BAD_REQUEST Not found retrain job.");
    }

    @Test
    @DisplayName("2.3 an undocumented body makes an ApiException with at most 500 characters, none a control character")
    void otherBodies() {
        assertThat(answer(502, "<html>\r\n<h1>Bad\u0000Gateway\u001b[31m</h1>").serviceMessage())
                .contains("<html> <h1>Bad Gateway [31m</h1>");
        assertThat(answer(500, "").serviceMessage()).isEmpty();
        assertThat(answer(500, "日".repeat(3000)).serviceMessage().orElseThrow()).hasSize(500);
    }

    @ParameterizedTest
    @CsvSource({
        "This model may be deleted., MODEL_DELETED",
        "Model id is required., MODEL_ID_REQUIRED",
        "This job may be deleted., RETRAIN_JOB_DELETED",
        "Not found retrain job., RETRAIN_JOB_NOT_FOUND",
        "RETRAIN JOB IS NOT FINISHED, RETRAIN_JOB_NOT_FINISHED",
        "Not found classifier., CLASSIFIER_NOT_FOUND",
        "Not found classifier in classifiers table, CLASSIFIER_NOT_FOUND",
        "Not found configuration_file., CONFIGURATION_NOT_FOUND"
    })
    @DisplayName("2.1 every documented refusal is recognised by its message; other answers have no refusal")
    void refusals(String message, Refusal refusal) {
        ApiException e = answer(400, "{\"code\":4001000204,\"error\":\"x\",\"message\":\"" + message + "\"}");
        assertThat(e.refusal()).contains(refusal);
        assertThat(e.isTransient())
                .as("a running retraining may finish later")
                .isEqualTo(refusal == Refusal.RETRAIN_JOB_NOT_FINISHED);
        assertThat(answer(400, "{\"message\":\"no\"}").refusal()).isEmpty();
        assertThat(answer(400, "").refusal()).isEmpty();
    }

    @Test
    @DisplayName("2.3 a body of any bytes makes an ApiException with a bounded message")
    void anyBody() {
        Property.check(1_000, draw -> {
            byte[] body = draw.bytes(255);
            ApiException e = Failures.answer("Train of abc", 500, body, Duration.ofSeconds(1), null);
            assertThat(e.getMessage().length()).isLessThan(1700);
            assertThat(e.getMessage().chars().noneMatch(Character::isISOControl))
                    .isTrue();
        });
    }

    @Test
    @DisplayName("2.2 an exception quotes neither the key nor the query of a URL")
    void secrets() {
        ApiException e = answer(400, "{\"message\":\"no " + KEY + " at https://s3/x?X-Amz-Signature=abc&y=1 here\"}");
        assertThat(e.serviceMessage()).contains("no [hidden] at https://s3/x?[hidden] here");
        assertThat(e.toString()).doesNotContain(KEY).doesNotContain("abc&y");
        assertThat(answer(500, "<a href='https://s3/x?Signature=abc'>" + KEY).toString())
                .doesNotContain(KEY)
                .doesNotContain("=abc");
    }

    @Test
    @DisplayName("2.4 the first three digits of the error code override the HTTP status, also for retries")
    void codeDecides() {
        ApiException down = answer(400, "{\"code\":5001000201,\"message\":\"Not found configuration_file.\"}");
        assertThat(down.httpStatus()).isEqualTo(500);
        assertThat(down.retryability()).isEqualTo(Retryability.IF_IDEMPOTENT);
        ApiException refused = answer(500, "{\"code\":\"4001000204\",\"message\":\"This job may be deleted.\"}");
        assertThat(refused.httpStatus()).isEqualTo(400);
        assertThat(refused.isTransient()).isFalse();
        assertThat(answer(404, "{\"code\":\"E17\"}").httpStatus()).isEqualTo(404);
    }

    @Test
    @DisplayName("2.4 an answer with status 200 and an error as its body is an ApiException")
    void errorInOk() {
        byte[] error = "{\"code\":4001000204,\"message\":\"invalid_api_key.\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Failures.inOkAnswer("Train of abc", 200, error, null, null))
                .get()
                .isInstanceOf(AuthenticationException.class);
        assertThat(Failures.inOkAnswer("x", 200, "{\"data\":1}".getBytes(StandardCharsets.UTF_8), null, null))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_api_key.",
                "INVALID_API_KEY",
                "Inactive_credential.",
                "Not_found_credential",
                "This user may be deleted. "
            })
    @DisplayName(
            "2.5 a message about the key makes an AuthenticationException, in any case and with or without full stop")
    void keyTrouble(String message) {
        assertThat(answer(400, "{\"code\":4001000204,\"message\":\"" + message + "\"}"))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    @DisplayName("2.5 the status 401 or 403 makes an AuthenticationException, and a message about a model does not")
    void keyTroubleByStatus() {
        assertThat(answer(401, "")).isInstanceOf(AuthenticationException.class);
        assertThat(answer(500, "{\"code\":4031030201,\"message\":\"Not allowed source ip\"}"))
                .isInstanceOf(AuthenticationException.class);
        assertThat(answer(400, "{\"message\":\"This model may be deleted.\"}"))
                .isNotInstanceOf(AuthenticationException.class);
    }

    @Test
    @DisplayName("2.2 an added explanation keeps the type and the message of an exception")
    void explained() {
        ApiException e = answer(400, "{\"code\":4001000204,\"error\":\"E\",\"message\":\"Inactive_credential.\"}");
        assertThat(Failures.explained(e, "after 2 attempts"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageEndingWith("Inactive_credential. (after 2 attempts)");
        assertThat(Failures.explained(e, "")).isSameAs(e);
    }

    @ParameterizedTest
    @CsvSource({
        "status is not running (status: stopped), stopped, STOPPED",
        "Status is not running (status: building )., building, BUILDING",
        "status is not running, , UNKNOWN"
    })
    @DisplayName("row 17: a classifier that is not running causes an exception of its own type, with the state")
    void notRunning(String message, String status, ClassifierState state) {
        ApiException e = answer(
                503, "{\"code\":5031030101,\"error\":\"SERVICE_UNAVAILABLE_ERROR\",\"message\":\"" + message + "\"}");
        assertThat(e).isInstanceOfSatisfying(ClassifierNotRunningException.class, failure -> {
            assertThat(failure.status()).isEqualTo(Optional.ofNullable(status));
            assertThat(failure.state()).isEqualTo(state);
            assertThat(failure.retryability()).isEqualTo(Retryability.LATER);
            assertThat(Failures.speaksAgainstService(failure)).isFalse();
            assertThat(Failures.explained(failure, "more"))
                    .isInstanceOfSatisfying(
                            ClassifierNotRunningException.class,
                            copy -> assertThat(copy.status()).isEqualTo(failure.status()));
        });
        assertThat(answer(400, "{\"message\":\"" + message + "\"}"))
                .isNotInstanceOf(ClassifierNotRunningException.class);
    }

    private static Retryability ofStorage(int status, String code, String message) {
        String body = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        return Failures.storageAnswer("x", status, body.getBytes(StandardCharsets.UTF_8), null)
                .retryability();
    }

    @Test
    @DisplayName(
            "3.1 6.4 S3 error codes decide only about storage retries, and service messages only about service retries")
    void eachInItsOwnWords() {
        assertThat(ofStorage(400, "RequestTimeout", "x")).isEqualTo(Retryability.IF_IDEMPOTENT);
        assertThat(answer(400, "{\"error\":\"RequestTimeout\",\"message\":\"x\"}")
                        .retryability())
                .isEqualTo(Retryability.NEVER);
        assertThat(ofStorage(503, "SlowDown", "status is not running")).isEqualTo(Retryability.IF_IDEMPOTENT);
        assertThat(ofStorage(503, "SlowDown", "RETRAIN JOB IS NOT FINISHED")).isEqualTo(Retryability.IF_IDEMPOTENT);
        assertThat(ofStorage(403, "AccessDenied", "RETRAIN JOB IS NOT FINISHED"))
                .isEqualTo(Retryability.NEVER);
    }

    @Test
    @DisplayName("3.1 a deletion of an object that does not exist is distinguished from a refused deletion")
    void gone() {
        ApiException notFound = answer(400, "{\"code\":4001000204,\"message\":\"Not found classifier.\"}");
        assertThat(Failures.isGone(Endpoint.DELETE_CLASSIFIER, notFound)).isTrue();
        assertThat(Failures.isGone(Endpoint.DELETE_MODEL, answer(404, ""))).isTrue();
        assertThat(Failures.isGone(Endpoint.UPDATE_CLASSIFIER, notFound)).isFalse();
        assertThat(Failures.isGone(Endpoint.DELETE_CLASSIFIER, answer(400, "{\"message\":\"in use\"}")))
                .isFalse();
    }
}
