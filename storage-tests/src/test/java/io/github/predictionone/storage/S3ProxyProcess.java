package io.github.predictionone.storage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** The main class of the process that S3Proxy runs in: it ends when its parent does, in whatever way that ends. */
public final class S3ProxyProcess {

    private S3ProxyProcess() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread parent = new Thread(S3ProxyProcess::awaitParentsEnd, "parent");
        parent.setDaemon(true);
        parent.start();
        try {
            // By name: it's on this process' class path alone.
            Class.forName("org.gaul.s3proxy.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("S3Proxy did not start", e.getCause());
        }
    }

    /** Nobody writes to standard input; it ends when nobody holds its other end any more. */
    private static void awaitParentsEnd() {
        try {
            System.in.read();
        } catch (IOException e) {
            // That is an end, too.
        }
        Runtime.getRuntime().halt(0);
    }
}
