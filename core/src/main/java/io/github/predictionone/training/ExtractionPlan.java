package io.github.predictionone.training;

import io.github.predictionone.internal.zip.ZipDirectoryEntry;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** The target path of each entry of an archive. Forbidden entries are refused here, before anything is written. */
final class ExtractionPlan {

    private static final int TYPE = 0170000;
    private static final int FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int TOO_SMALL_FOR_RATIO = 1 << 16;
    private static final Pattern ABSOLUTE = Pattern.compile("(?s)/.*|[A-Za-z]:.*");

    private final ExtractionLimits limits;
    private final Map<Path, ZipDirectoryEntry> files = new LinkedHashMap<>();
    private final Set<Path> directories = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private long bytes;

    private ExtractionPlan(ExtractionLimits limits) {
        this.limits = limits;
    }

    static ExtractionPlan of(List<ZipDirectoryEntry> entries, Path root, ExtractionLimits limits) throws ZipException {
        ExtractionPlan plan = new ExtractionPlan(limits);
        for (ZipDirectoryEntry entry : entries) {
            plan.add(entry, root);
        }
        return plan;
    }

    Map<Path, ZipDirectoryEntry> files() {
        return files;
    }

    Set<Path> directories() {
        return directories;
    }

    private void add(ZipDirectoryEntry entry, Path root) throws ZipException {
        String name = entry.name().replace('\\', '/');
        Path place = place(name, root);
        refuse(!names.add(key(root.relativize(place))), entry, "occurs twice");
        requireModest(entry);
        boolean directory = name.endsWith("/");
        int type = entry.mode() & TYPE;
        refuse(type != 0 && type != (directory ? DIRECTORY : FILE), entry, "is a link or a special file");
        refuse(directory && entry.size() > 0, entry, "is a directory with content");
        if (directory) {
            directories.add(place);
        } else {
            files.put(place, entry);
        }
    }

    private static Path place(String name, Path root) throws ZipException {
        boolean outside =
                ABSOLUTE.matcher(name).matches() || List.of(name.split("/", -1)).contains("..");
        if (outside || name.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new ZipException("has an entry outside the directory or with an invalid name: " + printable(name));
        }
        try {
            Path place = root.resolve(name).normalize();
            if (!place.startsWith(root) || place.equals(root)) {
                throw new ZipException("has an entry that names the directory itself: '" + name + "'");
            }
            return place;
        } catch (InvalidPathException impossible) {
            throw new ZipException("has an entry whose name is not valid on this file system: " + printable(name));
        }
    }

    private void requireModest(ZipDirectoryEntry entry) throws ZipException {
        boolean bomb = entry.size() > TOO_SMALL_FOR_RATIO
                && (double) entry.size() / entry.compressedSize() > limits.maxRatio();
        refuse(bomb, entry, "grows more than " + limits.maxRatio() + ":1 when extracted");
        refuse(entry.size() > limits.maxBytes() - bytes, entry, "takes the total over " + limits.maxBytes() + " bytes");
        bytes += entry.size();
    }

    /**
     * Returns a key that is equal for names that are the same on a system that ignores case or composes characters.
     * Such names are refused on every system.
     */
    private static String key(Path place) {
        return Normalizer.normalize(place.toString(), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static void refuse(boolean refused, ZipDirectoryEntry entry, String reason) throws ZipException {
        if (refused) {
            throw new ZipException("has an entry that is refused: " + printable(entry.name()) + " " + reason);
        }
    }

    private static String printable(String name) {
        return "'" + name.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
