package io.github.predictionone.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Valid zip archives, written by the JDK. */
public final class Zips {

    private Zips() {}

    /** Returns a zip of these contents by file name, in the map's order. */
    public static byte[] of(Map<String, byte[]> files) {
        return zip(files, Deflater.DEFAULT_COMPRESSION);
    }

    public static byte[] ofTexts(Map<String, String> files) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return of(contents);
    }

    /**
     * Returns a zip of this many random bytes, which cannot be compressed. The zip is a little longer than they are.
     */
    public static byte[] noise(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return zip(Map.of("noise.bin", content), Deflater.NO_COMPRESSION);
    }

    private static byte[] zip(Map<String, byte[]> files, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(level);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a zip file of this many random bytes, which may be more than the memory can hold. */
    public static Path noise(Path file, long length) throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(11).nextBytes(noise);
        CRC32 crc = new CRC32();
        for (long left = length; left > 0; left -= noise.length) {
            crc.update(noise, 0, (int) Math.min(left, noise.length));
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            // Stored, so that compression cannot shrink it.
            ZipEntry entry = new ZipEntry("noise.bin");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            for (long left = length; left > 0; left -= noise.length) {
                zip.write(noise, 0, (int) Math.min(left, noise.length));
            }
            zip.closeEntry();
        }
        return file;
    }

    public static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
