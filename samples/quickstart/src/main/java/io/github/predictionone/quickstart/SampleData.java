package io.github.predictionone.quickstart;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Generates the sample's data: which members of a streaming service take its premium plan. Every run generates the same
 * data.
 */
final class SampleData {

    private static final int ROWS = 2_500;
    private static final int SEED = 20_261_124;
    private static final List<String> COLUMNS = List.of(
            "age", "gender", "prefecture", "joined_on", "hours_per_week", "support_contacts", "remark", "premium");
    private static final List<String> PREFECTURES = List.of("東京都", "大阪府", "神奈川県", "愛知県", "北海道", "福岡県", "京都府", "沖縄県");
    private static final List<String> REMARKS =
            List.of("画質に満足しています", "料金が高い", "Uses it every day", "家族で利用", "Asked about 4K", "特になし");

    private final Random random;

    private SampleData(int seed) {
        this.random = new Random(seed);
    }

    /**
     * Writes the file.
     *
     * @param arguments the file to write
     * @throws IOException if the file can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), csv());
    }

    static String csv() {
        return csv(SEED, ROWS);
    }

    /** Returns the data of other members of the same service. */
    static String csv(int seed, int rows) {
        return csv(seed, rows, COLUMNS.size());
    }

    /** Returns the same without the column to predict. */
    static String questions(int seed, int rows) {
        return csv(seed, rows, COLUMNS.size() - 1);
    }

    private static String csv(int seed, int rows, int columns) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            SampleData data = new SampleData(seed);
            csv.writeRecord(COLUMNS.subList(0, columns));
            for (int row = 0; row < rows; row++) {
                csv.writeRecord(data.member().subList(0, columns));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> member() {
        int age = 18 + random.nextInt(60);
        int prefecture = random.nextInt(PREFECTURES.size());
        LocalDate joined = LocalDate.of(2019, 1, 1).plusDays(random.nextInt(2_400));
        double hours = Math.round(Math.max(0.2, 6 + 4 * random.nextGaussian()) * 10) / 10.0;
        int contacts = (int) Math.min(9, Math.abs(random.nextGaussian() * 2));
        int remark = random.nextInt(REMARKS.size());
        double inclination = (hours - 6) * 0.55
                + (joined.getYear() < 2022 ? 1.0 : -0.7)
                - contacts * 0.6
                + (prefecture < 3 ? 0.8 : -0.4)
                + (remark == 4 ? 1.2 : remark == 1 ? -1.4 : 0)
                + random.nextGaussian();
        return List.of(
                sometimes(Integer.toString(age)),
                random.nextBoolean() ? "female" : "male",
                PREFECTURES.get(prefecture),
                joined.toString(),
                sometimes(Double.toString(hours)),
                Integer.toString(contacts),
                sometimes(REMARKS.get(remark)),
                inclination > 0 ? "yes" : "no");
    }

    /** Returns the value or, in 4 % of all cases, an empty one. */
    private String sometimes(String value) {
        return random.nextInt(100) < 4 ? "" : value;
    }
}
