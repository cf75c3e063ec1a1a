package io.github.predictionone.spring;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.TrainingNotFinishedException;
import io.github.predictionone.retraining.RetrainingFailedException;
import io.github.predictionone.training.TrainingFailedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** The response if there is no archive. It contains only what the browser may know; the log contains the rest. */
enum ResultProblem {
    UNKNOWN(HttpStatus.NOT_FOUND, "There is no such training."),
    NOT_FINISHED(HttpStatus.CONFLICT, "The training has not finished yet."),
    FAILED(HttpStatus.GONE, "The training has failed: it has no result."),
    BROKEN(HttpStatus.BAD_GATEWAY, "The service did not return the result."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot return the result at the moment.");

    private static final Logger LOG = LoggerFactory.getLogger(ResultResponses.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final HttpStatus status;
    private final String detail;

    ResultProblem(HttpStatus status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    static ResponseEntity<Flux<ByteBuffer>> response(PredictionOneException failure) {
        ResultProblem problem = of(failure);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore());
        if (problem == UNAVAILABLE && failure instanceof ApiException answer) {
            answer.retryAfter()
                    .map(Duration::toSeconds)
                    .ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, Long.toString(wait)));
        }
        return response.body(Flux.just(ByteBuffer.wrap(JSON.writeValueAsBytes(problem.detail()))));
    }

    /** Returns the failure of a response body. WebFlux takes the status from this type, whatever handles its errors. */
    static ResponseStatusException exception(PredictionOneException failure) {
        ResultProblem problem = of(failure);
        return new ResponseStatusException(problem.status, problem.detail, failure);
    }

    private ProblemDetail detail() {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }

    private static ResultProblem of(PredictionOneException failure) {
        ResultProblem problem = kind(failure);
        if (problem.status.is5xxServerError()) {
            LOG.warn("cannot serve a result: {}", failure.getMessage());
        }
        return problem;
    }

    private static ResultProblem kind(PredictionOneException failure) {
        if (failure.getCause() instanceof TrainingNotFinishedException) {
            return NOT_FINISHED;
        }
        if (failure.getCause() instanceof TrainingFailedException
                || failure.getCause() instanceof RetrainingFailedException) {
            return FAILED;
        }
        if (failure.isTransient() || failure instanceof ClientClosedException) {
            return UNAVAILABLE;
        }
        boolean refused = failure instanceof ApiException answer && answer.httpStatus() / 100 == 4;
        return refused && !(failure instanceof AuthenticationException) ? UNKNOWN : BROKEN;
    }
}
