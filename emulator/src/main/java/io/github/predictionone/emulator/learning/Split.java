package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows to learn from, and rows to evaluate on. */
record Split(DataTable training, DataTable evaluation) {

    private static final long SEED = 1;
    private static final int HELD_OUT = 5;

    /** Shuffles the rows and divides them into equal parts, one of which is for evaluation. */
    static Split fold(DataTable all, int folds, int fold) {
        List<List<String>> shuffled = new ArrayList<>(all.rows());
        Collections.shuffle(shuffled, new Random(SEED));
        List<List<String>> in = new ArrayList<>();
        List<List<String>> out = new ArrayList<>();
        for (int row = 0; row < shuffled.size(); row++) {
            (row % folds == fold ? out : in).add(shuffled.get(row));
        }
        return new Split(all.withRows(in), all.withRows(out));
    }

    /** Holds out a fifth of the rows for evaluation. */
    static Split holdOut(DataTable all) {
        return fold(all, HELD_OUT, 0);
    }
}
