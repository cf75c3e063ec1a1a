package io.github.predictionone.reactor.internal;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.internal.wire.CsvRows;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.support.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** The rows of a file, read on demand on a thread that may block. */
final class RowFile {

    private RowFile() {}

    static Flux<InputRow> rows(Path file) {
        return Flux.<InputRow, CsvRows>generate(
                        () -> JvmError.wrapErrors(() -> CsvRows.open(file)), RowFile::next, RowFile::close)
                .onErrorMap(IOException.class, failure -> unreadable(file, failure))
                .onErrorMap(UncheckedIOException.class, failure -> unreadable(file, failure))
                .onErrorMap(JvmError.class, failure -> unreadable(file, failure))
                .subscribeOn(Time.files());
    }

    private static CsvRows next(CsvRows rows, SynchronousSink<InputRow> sink) {
        try {
            JvmError.wrapErrors(rows::next).ifPresentOrElse(sink::next, sink::complete);
        } catch (IOException e) {
            sink.error(e);
        }
        return rows;
    }

    private static void close(CsvRows rows) {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TransferException unreadable(Path file, Exception failure) {
        String reason = failure instanceof NoSuchFileException
                ? "the file does not exist"
                : String.valueOf(failure.getMessage());
        return new TransferException(
                "Cannot read the rows of " + file.getFileName() + ": " + reason + ".", failure, Retryability.NEVER);
    }
}
