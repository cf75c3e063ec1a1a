package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.CallbackException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Refusal;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import io.github.predictionone.internal.text.ForeignText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The failure table: maps an answer to an exception, and decides whether the call may be repeated. */
public final class Failures {

    private static final Set<String> KEY_TROUBLE =
            Set.of("invalid_api_key", "inactive_credential", "not_found_credential", "this user may be deleted");

    private static final Set<Refusal> GONE = Set.of(Refusal.MODEL_DELETED, Refusal.CLASSIFIER_NOT_FOUND);

    private static final Pattern NOT_RUNNING =
            Pattern.compile("(?i)status is not running(?:\\s*+\\(status:\\s*+([^)\\s]++)\\s*+\\))?");

    private Failures() {}

    /**
     * Returns the exception for an error answer.
     *
     * @param doing the operation and its id
     * @param secret the key that was sent: it is removed from texts of the answer
     */
    public static ApiException answer(
            String doing, int httpStatus, byte[] body, @Nullable Duration retryAfter, @Nullable String secret) {
        return answer(doing, httpStatus, ErrorBody.parse(body, secret), retryAfter);
    }

    /**
     * Returns the exception for a 2xx answer that holds an error instead of the expected fields; empty if it holds
     * none.
     */
    public static Optional<ApiException> inOkAnswer(
            String doing, int httpStatus, byte[] body, @Nullable Duration retryAfter, @Nullable String secret) {
        return ErrorBody.fields(body).isEmpty()
                ? Optional.empty()
                : Optional.of(answer(doing, httpStatus, body, retryAfter, secret));
    }

    /** Returns the exception for an error answer of a storage. A refused URL is not a problem of the API key. */
    public static ApiException storageAnswer(String doing, int status, byte[] body, @Nullable Duration retryAfter) {
        ErrorBody said = ErrorBody.parseXml(body);
        ApiError error = new ApiError(status, null, said.error(), said.message(), retryAfter);
        return new ApiException(doing + ": HTTP " + status + said(said), error, retryability(error, true));
    }

    private static ApiException answer(String doing, int httpStatus, ErrorBody body, @Nullable Duration retryAfter) {
        int status = body.statusOr(httpStatus);
        ApiError error = new ApiError(status, body.code(), body.error(), body.message(), retryAfter);
        String message = doing + ": HTTP " + httpStatus + said(body);
        Matcher notRunning = notRunning(error);
        if (notRunning.find()) {
            return new ClassifierNotRunningException(message, error, notRunning.group(1), retryability(error, false));
        }
        return isKeyTrouble(status, body.message())
                ? new AuthenticationException(message, error)
                : new ApiException(message, error, retryability(error, false));
    }

    /** Decides whether a request that received this answer may be sent again. No other code decides this. */
    private static Retryability retryability(ApiError error, boolean ofStorage) {
        // The service's texts mean nothing in an answer of a storage, nor S3's error codes in an answer of the service.
        if (!ofStorage && Refusal.of(error.message()).orElse(null) == Refusal.RETRAIN_JOB_NOT_FINISHED) {
            return Retryability.LATER;
        }
        boolean asksToWait = error.retryAfter() != null;
        // Building takes minutes, and a stopped classifier stays stopped.
        boolean takesLong = !ofStorage && notRunning(error).find();
        return switch (error.httpStatus()) {
            case 429 -> Retryability.ALWAYS;
            case 503 -> asksToWait ? Retryability.ALWAYS : takesLong ? Retryability.LATER : Retryability.IF_IDEMPOTENT;
            case 408, 425, 500, 502, 504 -> Retryability.IF_IDEMPOTENT;
            // An S3 storage sends this instead of 408.
            case 400 ->
                ofStorage && "RequestTimeout".equals(error.error()) ? Retryability.IF_IDEMPOTENT : Retryability.NEVER;
            default -> Retryability.NEVER;
        };
    }

    private static Matcher notRunning(ApiError error) {
        return NOT_RUNNING.matcher(error.httpStatus() == 503 ? Objects.requireNonNullElse(error.message(), "") : "");
    }

    /** Returns whether the service may have carried out a non-idempotent call that failed like this. */
    public static boolean isOutcomeUnknown(PredictionOneException failure) {
        if (failure instanceof ApiException answer) {
            return answer.httpStatus() == 502 || answer.httpStatus() == 504;
        }
        return failure instanceof ProtocolException
                || (failure instanceof TransportException && failure.retryability() == Retryability.IF_IDEMPOTENT);
    }

    private static String said(ErrorBody body) {
        StringBuilder text = new StringBuilder();
        for (String part : new @Nullable String[] {body.code(), body.error(), body.message()}) {
            if (part != null) {
                text.append(text.isEmpty() ? ", " : " ").append(part);
            }
        }
        return text.toString();
    }

    private static boolean isKeyTrouble(int status, @Nullable String message) {
        return status == 401 || status == 403 || (message != null && KEY_TROUBLE.contains(ForeignText.bare(message)));
    }

    /** Returns whether a failure indicates a problem of the service rather than of one request. */
    public static boolean speaksAgainstService(Throwable failure) {
        return failure instanceof TransportException
                || failure instanceof ProtocolException
                || (failure instanceof ApiException answer
                        && answer.httpStatus() >= 500
                        // Only one classifier does not run; the service itself works.
                        && !(answer instanceof ClassifierNotRunningException));
    }

    /** Returns whether a deletion failed because the object does not exist. */
    public static boolean isGone(Endpoint endpoint, Throwable failure) {
        if (!endpoint.method().equals("DELETE") || !(failure instanceof ApiException answer)) {
            return false;
        }
        Optional<Refusal> refusal = answer.refusal();
        return answer.httpStatus() == 404
                || answer.httpStatus() == 410
                || refusal.filter(GONE::contains).isPresent();
    }

    /** Returns whether a failed poll makes further polls pointless. */
    public static boolean endsWatch(Throwable failure) {
        if (failure instanceof ApiException answer) {
            boolean refused = answer.httpStatus() >= 400 && answer.httpStatus() < 500;
            return refused && !answer.isTransient();
        }
        return failure instanceof ClientClosedException || failure instanceof CallbackException;
    }

    /** Returns whether the service refused an id because it does not know it. */
    public static boolean isUnknownId(Throwable failure) {
        return failure instanceof ApiException && !(failure instanceof AuthenticationException) && endsWatch(failure);
    }

    /** Returns the same failure with an addition to its message. */
    public static PredictionOneException explained(PredictionOneException failure, String more) {
        return more.isEmpty()
                ? failure
                : copy(failure, failure.getMessage() + " (" + more + ")", failure.retryability());
    }

    /** Returns the same failure without its stack trace, so that it can be kept for long. */
    public static PredictionOneException withoutTrace(PredictionOneException failure) {
        PredictionOneException kept = copy(failure, String.valueOf(failure.getMessage()), failure.retryability());
        kept.setStackTrace(new StackTraceElement[0]);
        return kept;
    }

    /** Returns the same failure after all retries; if transient, it becomes {@link Retryability#LATER}. */
    public static PredictionOneException exhausted(PredictionOneException failure) {
        return failure.isTransient()
                ? copy(failure, String.valueOf(failure.getMessage()), Retryability.LATER)
                : failure;
    }

    private static PredictionOneException copy(
            PredictionOneException failure, String message, Retryability retryability) {
        PredictionOneException copy = failure;
        if (failure instanceof AuthenticationException e) {
            copy = new AuthenticationException(message, ApiError.of(e));
        } else if (failure instanceof ClassifierNotRunningException e) {
            copy = new ClassifierNotRunningException(
                    message, ApiError.of(e), e.status().orElse(null), retryability);
        } else if (failure instanceof ApiException e) {
            copy = new ApiException(message, ApiError.of(e), retryability);
        } else if (failure instanceof TransportException e) {
            copy = new TransportException(
                    message, e.getCause(), retryability, e.retryAfter().orElse(null));
        } else if (failure instanceof ProtocolException e) {
            copy = new ProtocolException(message, e.getCause());
        } else if (failure instanceof TransferException e) {
            copy = new TransferException(message, e.getCause(), retryability);
        }
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
