package org.zhaoku.verifier.qr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.zhaoku.verifier.code.Base45;
import org.zhaoku.verifier.code.LicenceCode;
import org.zhaoku.verifier.testing.Samples;

/**
 * Prints the table of docs/reading-images.md: run it on the test class path, with the number of pictures a cell, the seed and
 * the seconds that a picture may take.
 */
final class PhotoTable {
    static final List<Integer> SIZES = List.of(200, 350, 500, 700);

    private PhotoTable() {}

    static String text(int bytes, long seed) {
        return LicenceCode.PREFIX
                + Base45.encode(Samples.bytes(new Random(seed), bytes).toArray());
    }

    /** Seeds of the pictures of a cell. */
    static long seed(long seed, PhotoCondition condition, int bytes, int round) {
        // neighbouring seeds would begin with almost the same number
        return new SplittableRandom(seed * 1_000_003 + condition.name().hashCode() * 31L + bytes * 1009L + round)
                .nextLong();
    }

    /** @param micros of each picture */
    record Cell(int good, int pictures, List<Long> micros) {}

    static Cell cell(
            PhotoCondition condition, int bytes, int pictures, long seed, Function<byte[], Optional<String>> reader) {
        int good = 0;
        List<Long> micros = new ArrayList<>();
        for (int round = 0; round < pictures; round++) {
            long each = seed(seed, condition, bytes, round);
            String text = text(bytes, each);
            byte[] file = condition.take(text, each);
            long start = System.nanoTime();
            Optional<String> read = reader.apply(file);
            micros.add((System.nanoTime() - start) / 1000);
            if (read.isPresent() && !read.get().equals(text)) {
                throw new IllegalStateException("misread: " + condition.name() + " " + bytes + " seed " + each);
            }
            good += read.isPresent() ? 1 : 0;
        }
        return new Cell(good, pictures, micros);
    }

    static void print(int pictures, long seed, Function<byte[], Optional<String>> reader) {
        System.out.println("| condition | 200 B | 350 B | 500 B | 700 B | ms p50 / p90 / worst |");
        System.out.println("|---|---|---|---|---|---|");
        var all = new int[SIZES.size()];
        for (PhotoCondition condition : PhotoCondition.ALL) {
            var line = new StringBuilder("| " + condition.title() + " |");
            List<Long> micros = new ArrayList<>();
            for (int i = 0; i < SIZES.size(); i++) {
                Cell cell = cell(condition, SIZES.get(i), pictures, seed, reader);
                all[i] += cell.good();
                micros.addAll(cell.micros());
                line.append(" ").append(cell.good()).append(" |");
            }
            Collections.sort(micros);
            System.out.println(line.append(
                    " %s / %s / %s |".formatted(millis(micros, 0.5), millis(micros, 0.9), millis(micros, 1))));
        }
        var last = new StringBuilder("| of " + pictures + " each; all |");
        for (int good : all) {
            last.append(" %.1f %% |".formatted(100.0 * good / (pictures * PhotoCondition.ALL.size())));
        }
        System.out.println(last.append(" |"));
    }

    private static String millis(List<Long> sorted, double part) {
        double millis = sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1000.0;
        return millis < 10 ? "%.1f".formatted(millis) : "%.0f".formatted(millis);
    }

    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("expected pictures, seed and seconds, for example 8 20261125 1");
        }
        Duration budget = Duration.ofSeconds(Long.parseLong(arguments[2]));
        // the first pictures are for the compiler of the JVM
        for (int round = 0; round < 30; round++) {
            QrImages.read(PhotoCondition.named("PHOTO_1000").take(text(350, round), round), budget);
        }
        print(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), file -> QrImages.read(file, budget));
    }
}
