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

/** Turns exceptions into problem details with a {@code code}, for which pages have a text in the user's language. */
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
        LOG.warn("service refused the key", refused);
        return problem(HttpStatus.BAD_GATEWAY, "key-refused", "The service does not accept the dashboard's key.");
    }

    @ExceptionHandler
    ProblemDetail answered(ApiException answer) {
        LOG.warn("service returned an error", answer);
        HttpStatus status = answer.isTransient() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY;
        return problem(status, "service", answer.serviceMessage().orElse("HTTP " + answer.httpStatus()));
    }

    /** Omits the message of the exception, which may contain paths of this machine. */
    @ExceptionHandler
    ProblemDetail unusable(PredictionOneException failure) {
        LOG.warn("service cannot be used", failure);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The service cannot be used at the moment.");
    }

    private static ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        return problem;
    }
}
