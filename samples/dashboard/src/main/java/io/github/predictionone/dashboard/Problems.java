package io.github.predictionone.dashboard;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.PredictionOneException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong, as problem details with a {@code code} that pages put into the reader's language. */
@RestControllerAdvice
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail badFile(BadFileException bad) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, bad.code(), bad.getMessage());
        bad.details().forEach(problem::setProperty);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail missing(MissingException missing) {
        return problem(HttpStatus.NOT_FOUND, "no-" + missing.what(), missing.getMessage());
    }

    @ExceptionHandler
    ProblemDetail wrongArgument(IllegalArgumentException wrong) {
        return problem(HttpStatus.BAD_REQUEST, "wrong-argument", wrong.getMessage());
    }

    @ExceptionHandler
    ProblemDetail keyRefused(AuthenticationException refused) {
        LOG.warn("The service does not accept the key", refused);
        return problem(HttpStatus.BAD_GATEWAY, "key-refused", "The service does not accept the dashboard's key.");
    }

    @ExceptionHandler
    ProblemDetail answered(ApiException answer) {
        LOG.warn("The service said no", answer);
        HttpStatus status = answer.isTransient() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY;
        return problem(status, "service", answer.serviceMessage().orElse("HTTP " + answer.httpStatus()));
    }

    /** Without its message, which may name places on this machine. */
    @ExceptionHandler
    ProblemDetail unusable(PredictionOneException failure) {
        LOG.warn("The service could not be used", failure);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The service could not be used.");
    }

    private static ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
