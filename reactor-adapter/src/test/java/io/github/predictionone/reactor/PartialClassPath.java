package io.github.predictionone.reactor;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A class loader for the current class path without some of its jars or classes. */
public final class PartialClassPath extends URLClassLoader {

    private static final Pattern NATIVES = Pattern.compile("-(linux|osx|windows)-");

    private final Predicate<String> missing;

    /** Leaves out the jars and the classes whose names match. */
    public PartialClassPath(Predicate<String> jars, Predicate<String> classes) throws IOException {
        super(entries(jars), ClassLoader.getPlatformClassLoader());
        this.missing = classes;
    }

    private static URL[] entries(Predicate<String> missing) throws IOException {
        List<URL> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = new File(entry).getName();
            // Unloading native libraries with their class loader breaks the same ones in other class loaders.
            if (!NATIVES.matcher(name).find() && !missing.test(name)) {
                entries.add(Path.of(entry).toUri().toURL());
            }
        }
        return entries.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (missing.test(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    /** Creates an instance of a class, loaded by this class loader. */
    public <T> T instance(Class<? extends T> type, Class<T> as) throws ReflectiveOperationException {
        Class<?> loaded = loadClass(type.getName());
        if (loaded.getClassLoader() != this) {
            throw new IllegalStateException(type + " was not loaded by this class loader");
        }
        return as.cast(loaded.getConstructor().newInstance());
    }
}
