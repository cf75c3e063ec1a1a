package io.github.predictionone.training;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.text.BoundedCsv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the beginning of a table and guesses the type of each column. */
final class ColumnInference implements BoundedCsv.RowReader {

    private static final int ROWS = 1_000;
    private static final int LONGEST_HEADER = 1 << 16;

    private final Map<String, ColumnGuess> guesses = new LinkedHashMap<>();
    private List<ColumnGuess> inOrder = List.of();
    private int rows;

    private ColumnInference() {}

    static ColumnInfo infer(Path file, Charset charset) {
        try (BufferedReader text = Files.newBufferedReader(file, charset)) {
            ColumnInference inference = new ColumnInference();
            BoundedCsv.read(text, separator(file, text), inference);
            return inference.columns();
        } catch (IOException failure) {
            throw new TransferException(
                    "Cannot infer the columns of " + file + ": " + reason(failure, charset),
                    failure,
                    Retryability.NEVER);
        }
    }

    @Override
    public void header(List<String> columns) {
        columns.forEach(column -> guesses.put(column, new ColumnGuess()));
        inOrder = new ArrayList<>(guesses.values());
    }

    @Override
    public boolean row(List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            inOrder.get(i).add(fields.get(i));
        }
        return ++rows < ROWS;
    }

    private ColumnInfo columns() throws IOException {
        if (rows == 0) {
            throw new IOException("line 1: the file has a header, but no row");
        }
        Map<String, ColumnType> types = new LinkedHashMap<>();
        guesses.forEach((column, guess) -> types.put(column, guess.type()));
        return ColumnInfo.of(types);
    }

    private static char separator(Path file, BufferedReader text) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return ',';
        }
        return name.endsWith(".tsv") || hasMoreTabs(text) ? '\t' : ',';
    }

    private static boolean hasMoreTabs(Reader text) throws IOException {
        text.mark(LONGEST_HEADER);
        int balance = 0;
        boolean quoted = false;
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int c = text.read();
            quoted ^= c == '"';
            if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
                break;
            }
            balance += quoted || c != '\t' ? 0 : 1;
            balance -= quoted || c != ',' ? 0 : 1;
        }
        text.reset();
        return balance > 0;
    }

    private static String reason(IOException failure, Charset charset) {
        if (failure instanceof NoSuchFileException) {
            return "the file does not exist";
        }
        if (failure instanceof CharacterCodingException || failure.getCause() instanceof CharacterCodingException) {
            return "it has bytes that are not text in " + charset
                    + "; it may be in another charset, or not be text at all ("
                    + failure.getMessage() + ")";
        }
        return String.valueOf(failure.getMessage());
    }
}
